import { LoopError } from 'loop-core'
import { decides, type Queue } from '../queue.ts'
import { badToken, leaseExpired, leaseHeld, leaseLost, notForAgents, notLeaseHolder } from '../refusals.ts'
import { asOf, generationOf, isExpired } from '../rules/lease.ts'
import type { TaskRow } from '../storage/tables.ts'

/** By what right a caller changes the status of a task: nobody holds it, they hold it, or they act over the holder's head. */
export type Right = 'free' | 'holder' | 'override'

/** Finds out by what right the caller may change the status; refuses where a lease stands in the way. */
export function rightTo(queue: Queue, task: TaskRow, { lease_token, override }: { lease_token?: string; override?: boolean }): Right {
  if (override && !decides(queue)) throw notForAgents('override a lease')
  if (lease_token !== undefined) {
    requireLease(queue, task, lease_token)
    return 'holder'
  }
  if (asOf(task, queue.at, queue.workspace).status !== 'in_progress') return 'free'
  if (override) return 'override'
  return rightWithout(queue, task)
}

/** Without a token: an explicit lease belongs to whoever has the token, an implicit one to its holder and to people. */
function rightWithout(queue: Queue, task: TaskRow): Right {
  if (task.lease_kind === 'explicit') throw leaseHeld(task)
  if (isHolder(queue, task)) return 'holder'
  if (!decides(queue)) throw leaseHeld(task)
  return 'override'
}

/** Refuses a token that is not that of the live lease of a task. */
export function requireLease(queue: Queue, task: TaskRow, token: string): void {
  const generation = generationOf(queue.workspace, task.id, token)
  if (generation === undefined || generation > task.generation) throw badToken()
  if (generation < task.generation) throw leaseLost(asOf(task, queue.at, queue.workspace))
  if (task.lease_kind === 'expired') throw leaseExpired(task, null)
  if (task.lease_kind !== 'explicit') throw leaseLost(task)
  if (!isHolder(queue, task)) throw notLeaseHolder(task)
  if (isExpired(task, queue.at)) throw leaseExpired(task, task.lease_expires_at)
}

/** The holder, or the member whose agent holds it. */
export function isHolder({ me, actor }: Queue, { lease_holder, lease_member }: TaskRow): boolean {
  if (lease_holder === null) return false
  return me === lease_holder || (lease_member !== null && actor.agent === undefined && actor.member?.id === lease_member)
}

/** Somebody changed the task between our look and our write. */
export function overtaken(task: Pick<TaskRow, 'id'>): LoopError {
  return new LoopError('conflict', `Somebody else changed task ${task.id} at the same moment; nothing was done.`, {
    code: 'already_claimed',
    hints: ['get_task shows its present state.', 'get_next_work shows other work.'],
  })
}
