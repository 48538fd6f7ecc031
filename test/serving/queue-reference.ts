/** One tool of the reference: its arguments with a type each, and those of them that are required. */
export interface ReferenceTool {
  name: string
  arguments: Record<string, 'string' | 'number' | 'array'>
  required: string[]
}

const tool = (name: string, args: ReferenceTool['arguments'] = {}, ...required: string[]): ReferenceTool => ({
  name,
  arguments: args,
  required,
})

/** The tools of the Loops connector, as its page describes them. */
export const referenceTools: readonly ReferenceTool[] = [
  tool('bulk_update_tasks', { task_ids: 'array', loop_id: 'string', priority: 'string', status: 'string' }, 'task_ids'),
  tool('close_loop', { loop_id: 'string' }, 'loop_id'),
  tool('create_loop', { name: 'string', ai_context: 'string', description: 'string', visibility: 'string' }, 'name'),
  tool('create_loop_from_tasks', { loop_name: 'string', task_ids: 'array', loop_description: 'string' }, 'loop_name', 'task_ids'),
  tool('create_task', { title: 'string', body: 'string', loop_id: 'string', priority: 'string' }, 'title'),
  tool('delete_task', { task_id: 'string' }, 'task_id'),
  tool('get_loop', { loop_id: 'string' }, 'loop_id'),
  tool('get_loop_queue'),
  tool('get_next_work'),
  tool('get_queue_stats'),
  tool('get_task', { task_id: 'string' }, 'task_id'),
  tool('get_workflow', { workflow: 'string' }, 'workflow'),
  tool('get_workspace'),
  tool('list_loops'),
  tool('list_tasks', { priority: 'string', status: 'string' }),
  tool('reopen_loop', { loop_id: 'string' }, 'loop_id'),
  tool('reorder_loops', { loop_ids: 'array' }, 'loop_ids'),
  tool('set_loop_priority', { loop_id: 'string', priority: 'number' }, 'loop_id', 'priority'),
  tool('ship_loop', { loop_id: 'string' }, 'loop_id'),
  tool(
    'update_task',
    {
      task_id: 'string',
      body: 'string',
      due_date: 'string',
      loop_id: 'string',
      priority: 'string',
      status: 'string',
      title: 'string',
    },
    'task_id',
  ),
]
