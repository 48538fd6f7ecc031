import { z } from 'zod'
import type { CommandDefinition } from '../../command.ts'
import { LoopError } from '../../error.ts'
import { defineModule, type Module } from '../../module.ts'
import { operation } from '../../operation.ts'
import type { Database } from '../../storage/storage.ts'
import { text } from '../../text.ts'

interface TaskRow {
  id: string
  title: string
  priority: string
  details: string
}
type Tasks = Database<{ queue_tasks: TaskRow }>

const priorities = ['high', 'normal', 'low'] as const
const roles = ['user', 'agent'] as const
const Task = z.object({ id: z.string(), title: z.string(), priority: z.enum(priorities), details: z.record(z.string(), z.unknown()) })

function taskOf({ details, ...row }: TaskRow) {
  return { ...row, details: JSON.parse(details), priority: row.priority as (typeof priorities)[number] }
}

const createTask = operation({
  name: 'create_task',
  title: 'Create task',
  summary: 'Add a task. See it with list_tasks, or take one with claim_task.',
  kind: 'write',
  roles,
  input: z.object({
    priority: z.enum(priorities).default('normal').describe('How soon it is wanted'),
    title: text(200, 1).describe('What is to be done'),
    tags: z.array(text(40)).max(9).optional(),
    urgent: z.boolean().optional().describe('Whether somebody waits'),
    quiet: z.boolean().default(false).describe('Tell nobody'),
    estimate: z.number().min(0).max(80).optional().describe('Hours of work'),
    tries: z.int().min(1).max(5).default(3),
    parent: text(36).nullable().optional(),
    due_at: z.iso.datetime().optional(),
    links: z
      .array(z.object({ url: z.url() }))
      .max(5)
      .optional(),
    meta: z.record(z.string(), z.string()).optional(),
    no_cache: z.boolean().optional(),
    sizes: z
      .array(z.enum(['s', 'm']))
      .max(3)
      .optional(),
  }),
  output: z.object({ task: Task }),
  async run({ title, priority, ...details }, { db, newId, emit }) {
    const row: TaskRow = { id: newId(), title, priority, details: JSON.stringify(details) }
    await (db as Tasks).insertInto('queue_tasks').values(row).execute()
    emit({ type: 'task.created', entity: row.id })
    return { task: taskOf(row) }
  },
})

const listTasks = operation({
  name: 'list_tasks',
  title: 'List tasks',
  summary: 'All tasks.',
  command: 'task list',
  kind: 'read',
  roles,
  input: z.object({}),
  output: z.object({ tasks: z.array(Task), next_cursor: z.string().nullable() }),
  async run(_, { db }) {
    const rows = await (db as Tasks).selectFrom('queue_tasks').selectAll().orderBy('id').execute()
    return { tasks: rows.map(taskOf), next_cursor: null }
  },
})

const deleteTask = operation({
  name: 'delete_task',
  title: 'Delete task',
  summary: 'Remove a task for good.',
  kind: 'destroy',
  roles,
  input: z.object({ task_id: text(36, 1).describe('The task, from list_tasks') }),
  output: z.object({}),
  async run({ task_id }, { db }) {
    const { numDeletedRows } = await (db as Tasks).deleteFrom('queue_tasks').where('id', '=', task_id).executeTakeFirst()
    if (numDeletedRows === 0n) {
      throw new LoopError('not_found', `There is no task ${task_id}.`, { code: 'task_not_found', hints: ['See list_tasks.'] })
    }
    return {}
  },
})

const exportTasks = operation({
  name: 'export_tasks',
  title: 'Export tasks',
  summary: 'The tasks in another format.',
  command: 'task export',
  kind: 'effect',
  roles,
  input: z.object({ format: z.enum(['csv', 'xml']) }),
  output: z.object({ format: z.string() }),
  async run({ format }, { progress }) {
    progress(1, 2, 'reading\nthe table')
    progress(2, 2)
    return { format }
  },
})

export const queue: Module = defineModule({
  name: 'queue',
  title: 'Queue',
  operations: [createTask, listTasks, deleteTask, exportTasks],
  completions: { task_id: async (typed, { db }) => idsOf(db, typed) },
  migrations: {
    '0001-tasks': {
      up: (schema) =>
        schema.createTable('queue_tasks', {
          columns: { id: 'text', title: 'text', priority: 'text', details: 'text' },
          primaryKey: ['id'],
        }),
    },
  },
})

async function idsOf(db: Tasks, typed: string): Promise<string[]> {
  const rows = await db.selectFrom('queue_tasks').select('id').where('id', 'like', `${typed}%`).execute()
  return rows.map(({ id }) => id)
}

const shouldContinue = operation({
  name: 'should_continue',
  title: 'Should continue',
  summary: 'Ask before you stop.',
  command: 'should-continue',
  kind: 'read',
  roles,
  input: z.object({ reason: text(80) }),
  output: z.object({ approved: z.boolean() }),
  text: ({ approved }) => (approved ? '✅ Stop.\u001b[31m\n' : '❌ Go on.\n'),
  refused: ({ approved }) => !approved,
  run: async ({ reason }) => ({ approved: reason === 'done' }),
})

const listWorries = operation({
  ...listTasks,
  name: 'list_worries',
  // The same words as those of another module.
  command: 'task list',
  output: z.object({ count: z.int() }),
  run: async () => ({ count: 7 }),
})

/** Says what it was called with. */
const run: CommandDefinition = {
  name: 'run',
  summary: 'Run a check, then should_continue knows.',
  async run(words, { stdout, environment }) {
    stdout.write(JSON.stringify({ words, home: environment.HOME }))
    return 42
  },
}

const acceptPolicy: CommandDefinition = { ...run, name: 'policy accept', summary: 'Accept the policy of this folder.' }

export const gate: Module = defineModule({
  name: 'gate',
  title: 'Gate',
  operations: [shouldContinue, listWorries],
  commands: [run, acceptPolicy],
})
