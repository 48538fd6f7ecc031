import { z } from 'zod'
import type { DependencyRow, LineRow, TaskRow } from '../storage/tables.ts'
import { edgeKinds, priorities, taskStatuses } from '../words.ts'

const id = z.string()
const when = z.string()

/** A task in a list. */
export const TaskLine = z.object({
  id,
  title: z.string(),
  status: z.enum(taskStatuses),
  priority: z.enum(priorities),
  loop_id: id.optional(),
  due_date: z.string().optional(),
  open_blockers: z.int(),
  claimed_until: when.optional(),
  dead: z.boolean().optional(),
  comments: z.int(),
  version: z.int(),
})
export type TaskLine = z.output<typeof TaskLine>

const Edge = z.object({
  id,
  title: z.string(),
  status: z.enum(taskStatuses),
  kind: z.enum(edgeKinds),
  origin: z.enum(['own', 'inherited']).optional(),
  resolved: z.boolean().optional(),
})

export const Lease = z.object({
  kind: z.enum(['explicit', 'implicit']),
  holder: z.string(),
  worker: z.string().optional(),
  generation: z.int(),
  claimed_at: when,
  expires_at: when.optional(),
})

/** A task as a whole. */
export const Task = TaskLine.extend({
  body: z.string(),
  body_cut: z.boolean().optional(),
  parent_id: id.optional(),
  depends_on: z.array(Edge),
  blocks: z.array(Edge),
  /** How many tasks at the other end of these the caller may not see. */
  hidden: z.int().optional(),
  left_out: z.object({ depends_on: z.int(), blocks: z.int() }).optional(),
  lease: Lease.optional(),
  generation: z.int(),
  failures: z.int(),
  not_before: when.optional(),
  dead_at: when.optional(),
  dead_reason: z.string().optional(),
  created_by: z.string(),
  created_at: when,
  updated_at: when,
  shipped_at: when.optional(),
  shipped_by: z.string().optional(),
  external: z.object({ format: z.string(), id: z.string() }).optional(),
})
export type Task = z.output<typeof Task>

const shownUnblocked = 20

/** What a change set free: the first of them, and how many they are. */
export const Unblocked = z.object({ unblocked: z.array(TaskLine), unblocked_count: z.int() })

export function unblockedOf(tasks: readonly LineRow[]): z.output<typeof Unblocked> {
  return { unblocked: tasks.slice(0, shownUnblocked).map(lineOf), unblocked_count: tasks.length }
}

/** What a list advertises of its rows: the fields that callers decide on. */
export const advertisedLine = z.object({ id, status: z.string() })

/** Without what is null: absent keys cost a model nothing. */
export function present<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], null> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null && part !== undefined)) as never
}

export function lineOf(task: LineRow): TaskLine {
  const { id, title, status, priority, loop_id, due_date, lease_expires_at, version } = task
  return present({
    id,
    title,
    status,
    priority,
    loop_id,
    due_date,
    open_blockers: task.open_blockers,
    claimed_until: lease_expires_at,
    dead: task.dead_at === null ? null : true,
    comments: task.comment_count,
    version: version,
  }) as TaskLine
}

/** An edge whose other end the caller may see. */
export interface EdgeView extends Pick<DependencyRow, 'kind' | 'origin' | 'resolved_at'> {
  id: string
  other: Pick<LineRow, 'title' | 'status'>
}

export interface TaskParts {
  task: TaskRow
  dependsOn: readonly EdgeView[]
  blocks: readonly EdgeView[]
  hidden: number
  /** How many of each there are beyond these. */
  leftOut: { depends_on: number; blocks: number }
  external?: Task['external']
}

export function taskOf({ task, dependsOn, blocks, hidden, leftOut, external }: TaskParts): Task {
  const { body, parent_id, generation, failures, not_before, dead_at, created_by, created_at, updated_at, shipped_at, shipped_by } = task
  return present({
    ...lineOf(task),
    body,
    parent_id,
    depends_on: dependsOn.map(edgeOf),
    blocks: blocks.map(edgeOf),
    hidden: hidden > 0 ? hidden : null,
    left_out: leftOut.depends_on + leftOut.blocks > 0 ? leftOut : null,
    lease: leaseOf(task),
    generation: generation,
    failures: failures,
    not_before,
    dead_at,
    dead_reason: dead_at === null ? null : task.dead_reason,
    created_by,
    created_at,
    updated_at,
    shipped_at,
    shipped_by,
    external,
  }) as Task
}

function edgeOf({ id, kind, origin, resolved_at, other }: EdgeView): z.output<typeof Edge> {
  return present({
    id,
    title: other.title,
    status: other.status,
    kind,
    origin: origin === 'inherited' ? origin : null,
    resolved: resolved_at === null ? null : true,
  }) as z.output<typeof Edge>
}

function leaseOf(task: TaskRow): z.output<typeof Lease> | null {
  const { lease_kind, lease_holder, lease_worker, lease_claimed_at, lease_expires_at, generation } = task
  if (lease_kind === null || lease_kind === 'expired') return null
  const lease = {
    kind: lease_kind,
    holder: lease_holder,
    worker: lease_worker,
    generation,
    claimed_at: lease_claimed_at,
    expires_at: lease_expires_at,
  }
  return present(lease) as z.output<typeof Lease>
}
