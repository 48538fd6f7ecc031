export const workflowNames = ['triage', 'organize', 'implement', 'manage'] as const
export type WorkflowName = (typeof workflowNames)[number]

export interface Step {
  /** What to do, in words. */
  do: string
  /** The tools that it takes. */
  tools: readonly string[]
}

export interface Workflow {
  title: string
  steps: readonly Step[]
}

/** How people and agents work with the queue, from a thought to something that is shipped. */
export const workflows: Record<WorkflowName, Workflow> = {
  triage: {
    title: 'Triage: decide about what came in',
    steps: [
      { do: 'Read the instructions of the workspace.', tools: ['get_workspace'] },
      { do: 'List what is in no loop yet and still open.', tools: ['list_tasks'] },
      {
        do: 'Read each task. Ask in a comment where it does not say what is to be done or how to tell that it is done.',
        tools: ['get_task', 'add_comment'],
      },
      { do: 'Give it a priority, and a due date where there is one. Make title and body say what an agent needs.', tools: ['update_task'] },
      {
        do: 'A person approves or rejects it, many at once where they are alike. Put aside with on_hold what must wait.',
        tools: ['update_task', 'bulk_update_tasks'],
      },
    ],
  },
  organize: {
    title: 'Organize: group approved tasks into loops and order them',
    steps: [
      { do: 'List what is approved and in no loop, and the loops that are there.', tools: ['list_tasks', 'get_loop_queue'] },
      {
        do: 'Make a loop of tasks that are to be shipped together, or put them into one that fits.',
        tools: ['create_loop_from_tasks', 'bulk_update_tasks'],
      },
      { do: 'Give the loop its ai_context: what every agent must know who works on its tasks.', tools: ['update_loop'] },
      { do: 'Say which task waits for which.', tools: ['add_dependency'] },
      { do: 'Put the loops in order: the first with work ready is worked on next.', tools: ['reorder_loops', 'set_loop_priority'] },
    ],
  },
  implement: {
    title: 'Implement: take one task, do it, hand it in',
    steps: [
      {
        do: 'Take the next task under a lease and keep lease.token; get_next_work only looks.',
        tools: ['claim_next_work', 'get_next_work'],
      },
      { do: 'Read workspace_ai_context, loop.ai_context, the body and the comments.', tools: ['get_task'] },
      { do: 'Do the work. Renew the lease before half of it is over; lease_lost or lease_expired means stop.', tools: ['heartbeat_task'] },
      { do: 'Add what else you found as tasks of its own instead of doing it along the way.', tools: ['create_task', 'add_comment'] },
      { do: 'Say that it is done, with a summary; or give it back with the reason.', tools: ['complete_task', 'release_task'] },
      { do: 'Take the next one, until the answer names a reason instead of a task.', tools: ['claim_next_work'] },
    ],
  },
  manage: {
    title: 'Manage: keep the queue moving and ship',
    steps: [
      { do: 'Look at the numbers: what is dead, stale, stranded, overdue or blocked.', tools: ['get_queue_stats'] },
      { do: 'List what is behind a number, by the view of the same name.', tools: ['list_tasks', 'get_task'] },
      {
        do: 'Put right what is stuck: a move to approved revives a dead task; override takes one from a holder who is gone.',
        tools: ['update_task', 'bulk_update_tasks'],
      },
      { do: 'Put loops on hold, bring them back, order them anew.', tools: ['close_loop', 'reopen_loop', 'reorder_loops'] },
      { do: 'Ship a loop whose work is done: everybody is told.', tools: ['get_loop', 'ship_loop'] },
    ],
  },
}

/** A workflow as a list to be read. */
export function workflowText(name: WorkflowName): string {
  const { title, steps } = workflows[name]
  const lines = steps.map((step, index) => `${index + 1}. ${step.do} (${step.tools.map((tool) => `\`${tool}\``).join(', ')})`)
  return [`# ${title}`, '', ...lines, ''].join('\n')
}
