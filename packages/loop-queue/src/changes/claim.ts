import { seenTasks } from '../load.ts'
import type { Queue } from '../queue.ts'
import { alreadyClaimed, conflict, othersUnseen } from '../refusals.ts'
import { leaseEnd } from '../rules/lease.ts'
import { edgesFrom } from '../storage/dependencies.ts'
import { findLoop } from '../storage/loops.ts'
import type { LoopRow, TaskRow } from '../storage/tables.ts'
import { announceTask } from './announce.ts'

export interface Terms {
  kind: 'explicit' | 'implicit'
  seconds: number
  worker?: string
}

/** The columns of a task that the caller takes now. The generation is raised by the statement that writes them. */
export function claimColumns(queue: Queue, { kind, seconds, worker }: Terms) {
  const { at, me, actor } = queue
  return {
    status: 'in_progress' as const,
    lease_kind: kind,
    lease_holder: me,
    lease_member: actor.member?.id ?? null,
    lease_worker: worker ?? null,
    lease_claimed_at: at,
    lease_expires_at: kind === 'explicit' ? leaseEnd(at, at, seconds) : null,
    lease_seen_at: at,
    updated_at: at,
  }
}

/** The loop need not be given; it is where it has been read already. */
export async function announceClaim(queue: Queue, task: TaskRow & { loop?: LoopRow }, from: TaskRow['status']): Promise<void> {
  const { generation, lease_kind, lease_holder, lease_worker, lease_expires_at } = task
  const lease = { generation, kind: lease_kind, holder: lease_holder, ...(lease_worker && { worker: lease_worker }) }
  await announceTask(queue, 'task.claimed', task, {
    ...lease,
    ...(lease_expires_at && { expires_at: lease_expires_at }),
    before: { status: from },
  })
}

/** Refuses a task that cannot be begun, and says what it waits for. */
export async function requireReady(queue: Queue, task: TaskRow): Promise<void> {
  if (task.status === 'in_progress') throw alreadyClaimed(task)
  if (task.dead_at !== null) throw dead(task)
  if (task.status !== 'approved') throw notApproved(task)
  if (task.open_blockers > 0) throw await blocked(queue, task)
  if (task.not_before !== null && task.not_before > queue.at) throw waiting(task)
  await requireActiveLoop(queue, task)
}

const elsewhere = ['explain_task says all that stands in the way.', 'get_next_work shows other work.']

function dead(task: TaskRow) {
  const message = `Task ${task.id} was set aside after ${task.failures} failures: ${task.dead_reason}. A person puts it back by approving it.`
  return conflict('dead', message, elsewhere, { task_id: task.id, failures: task.failures, dead_at: task.dead_at })
}

function notApproved({ id, status }: TaskRow) {
  return conflict('not_approved', `Task ${id} is ${status}; only an approved task can be claimed.`, elsewhere, { task_id: id, status })
}

function waiting({ id, not_before }: TaskRow) {
  return conflict('waiting', `Task ${id} rests until ${not_before}.`, elsewhere, { task_id: id, until: not_before })
}

async function blocked(queue: Queue, { id }: TaskRow) {
  const edges = await edgesFrom(queue.db, [id])
  const ids = edges
    .filter(({ kind, resolved_at }) => (kind === 'blocks' || kind === 'parent') && resolved_at === null)
    .map((edge) => edge.depends_on_id)
  const all = [...new Set(ids)]
  const seen = await seenTasks(
    queue,
    all.map((other) => ({ id: other })),
  )
  const [shown, hidden] = [seen.slice(0, 20).map((other) => other.id), all.length - seen.length]
  const words = [...shown, ...(hidden > 0 ? [othersUnseen(hidden)] : [])].join(', ')
  return conflict('blocked', `Task ${id} waits for ${words}.`, elsewhere, { task_id: id, waits_for: shown, ...(hidden > 0 && { hidden }) })
}

async function requireActiveLoop(queue: Queue, { id, loop_id }: TaskRow): Promise<void> {
  if (loop_id === null) return
  const loop = await findLoop(queue.db, { workspaceId: queue.workspace.id, viewer: queue.viewer }, loop_id)
  if (loop === undefined || loop.status === 'active') return
  const message = `Task ${id} belongs to the loop "${loop.name}", which is ${loop.status}.`
  throw conflict('loop_not_active', message, elsewhere, { task_id: id, loop_id, status: loop.status })
}
