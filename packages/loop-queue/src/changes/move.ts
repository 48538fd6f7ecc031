import type { Updateable } from 'kysely'
import { decides, type Queue } from '../queue.ts'
import { alreadyClaimed, notForAgents } from '../refusals.ts'
import { asOf, noLease } from '../rules/lease.ts'
import type { LineRow, TaskRow } from '../storage/tables.ts'
import { updateTask } from '../storage/tasks.ts'
import { lockGraph } from '../storage/workspaces.ts'
import type { TaskStatus } from '../words.ts'
import { announceTask } from './announce.ts'
import { announceClaim, claimColumns, requireReady } from './claim.ts'
import { current } from './expire.ts'
import { concernsOthers, followStatus } from './follow-status.ts'
import { isHolder, overtaken, type Right, rightTo } from './hold.ts'

export interface MoveOptions {
  lease_token?: string
  override?: boolean
  /** Further columns that change in the same statement. */
  edits?: Updateable<TaskRow>
}

export interface Moved {
  task: TaskRow
  changed: boolean
  unblocked: LineRow[]
  warnings: string[]
}

/** Changes the status of a task: the one road for all moves, with who may do them, leases, events and what waits for it. */
export async function moveTask(queue: Queue, before: TaskRow, to: TaskStatus, options: MoveOptions = {}): Promise<Moved> {
  if (to === 'in_progress') requireUnclaimed(queue, before, options)
  const right = rightTo(queue, before, options)
  const task = await current(queue, before)
  if (task.status === to && right !== 'override') return stay(queue, task, options.edits)
  const warnings = await requireMove(queue, task, to, right)
  if (concernsOthers(task.status, to)) await lockGraph(queue.db, queue.workspace.id)
  const moved = await updateTask(queue.db, task, { ...options.edits, ...columnsOf(queue, task, to, right) })
  if (moved === undefined) throw overtaken(task)
  await announceMove(queue, task, moved, right)
  const unblocked = concernsOthers(task.status, to) ? await followStatus(queue, moved) : []
  return { task: moved, changed: true, unblocked, warnings }
}

/** Of two who take the same task one wins; only who overrides takes it from another. */
function requireUnclaimed(queue: Queue, task: TaskRow, { lease_token, override }: MoveOptions): void {
  const { status } = asOf(task, queue.at, queue.workspace)
  if (status === 'in_progress' && !override && lease_token === undefined && !isHolder(queue, task)) throw alreadyClaimed(task)
}

async function stay(queue: Queue, task: TaskRow, edits: Updateable<TaskRow> = {}): Promise<Moved> {
  return { task: await writeEdits(queue, task, edits), changed: false, unblocked: [], warnings: [] }
}

/** Changes columns of a task that stays where it is. */
export async function writeEdits(queue: Queue, task: TaskRow, edits: Updateable<TaskRow>): Promise<TaskRow> {
  if (Object.keys(edits).length === 0) return task
  const edited = await updateTask(queue.db, task, { ...edits, updated_at: queue.at })
  if (edited === undefined) throw overtaken(task)
  return edited
}

/** Refuses what the caller may not do; what a person may do against good advice gets a warning. */
async function requireMove(queue: Queue, task: TaskRow, to: TaskStatus, right: Right): Promise<string[]> {
  if (!decides(queue)) {
    await requireAgentMove(queue, task, to, right)
    return []
  }
  const blockers = task.open_blockers
  return to === 'in_progress' && blockers > 0 ? [`The task still waits for ${blockers} other${blockers === 1 ? '' : 's'}.`] : []
}

async function requireAgentMove(queue: Queue, task: TaskRow, to: TaskStatus, right: Right): Promise<void> {
  const { status } = task
  if (status === 'approved' && to === 'in_progress') return requireReady(queue, task)
  if (status === 'in_progress' && right === 'holder' && ['approved', 'shipped', 'on_hold'].includes(to)) return
  if (status === 'open' && to === 'approved' && queue.workspace.agents_may_approve) return
  throw notForAgents(`move a task from ${status} to ${to}`)
}

function columnsOf(queue: Queue, task: TaskRow, to: TaskStatus, right: Right): Updateable<TaskRow> {
  const { at, me } = queue
  const revived = to === 'approved' && decides(queue) ? { failures: 0, not_before: null } : {}
  const base: Updateable<TaskRow> = { status: to, updated_at: at, dead_at: null, ...(task.dead_at && { dead_reason: null }), ...revived }
  const shipping = to === 'shipped' ? { shipped_at: at, shipped_by: me } : { shipped_at: null, shipped_by: null }
  if (to === 'in_progress') return { ...base, ...shipping, ...implicitClaim(queue, task) }
  // Ending a lease over its holder's head makes its token one of the past.
  const generation = right === 'override' ? { generation: task.generation + 1 } : {}
  return { ...base, ...shipping, ...noLease, ...generation }
}

function implicitClaim(queue: Queue, task: TaskRow) {
  const seen = { lease_seen_version: task.version + 1, lease_seen_comments: task.comment_count }
  return { ...claimColumns(queue, { kind: 'implicit', seconds: 0 }), ...seen, generation: task.generation + 1 }
}

const typeOfStatus = {
  approved: 'task.approved',
  rejected: 'task.rejected',
  on_hold: 'task.held',
  shipped: 'task.shipped',
  open: 'task.edited',
} as const

async function announceMove(queue: Queue, from: TaskRow, task: TaskRow, right: Right): Promise<void> {
  if (from.status === 'in_progress') await announceEnd(queue, from, task, right)
  if (isSentBack(from, task, right)) await announceTask(queue, 'task.sent_back', task, { from: from.status, status: task.status })
  if (task.status === 'in_progress') return announceClaim(queue, task, from.status)
  await announceTask(queue, typeOfStatus[task.status], task, {
    status: task.status,
    generation: from.generation,
    before: { status: from.status },
  })
}

/** What becomes of the lease that a move ends. */
async function announceEnd(queue: Queue, from: TaskRow, task: TaskRow, right: Right): Promise<void> {
  const { generation, lease_kind, lease_holder } = from
  if (right === 'override')
    await announceTask(queue, 'task.lease_lost', task, { generation, cause: 'override', holder: lease_holder, status: task.status })
  else if (task.status === 'approved')
    await announceTask(queue, 'task.released', task, { generation, kind: lease_kind, outcome: 'released', holder: lease_holder })
}

/** A shipped task that is opened again, or one in progress that somebody else than its holder moved back. */
function isSentBack(from: TaskRow, task: TaskRow, right: Right): boolean {
  if (from.status === 'shipped') return true
  return from.status === 'in_progress' && right === 'override' && ['open', 'approved'].includes(task.status)
}
