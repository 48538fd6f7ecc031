import { createHmac, timingSafeEqual } from 'node:crypto'
import type { LeaseColumns, TaskRow, WorkspaceRow } from '../storage/tables.ts'

export const noLease = {
  lease_kind: null,
  lease_holder: null,
  lease_member: null,
  lease_worker: null,
  lease_claimed_at: null,
  lease_expires_at: null,
  lease_seen_at: null,
  lease_seen_version: null,
  lease_seen_comments: null,
} satisfies Omit<LeaseColumns, 'generation'>

/** That the last lease ran out is remembered, since its holder must be told so when they come back. */
export const endedLease = { ...noLease, lease_kind: 'expired' } as const

const hour = 3_600_000

/** However often a lease is renewed, it ends this long after the claim, in milliseconds. */
export const longestLease = 24 * hour

/** How long a task rests after its first, second, third and each later failure, in seconds. */
const rests = [0, 60, 300, 900] as const

export function later(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1_000).toISOString()
}

/** Whether a lease has an end that is past. An implicit one has none. */
export function isExpired({ lease_expires_at }: Pick<TaskRow, 'lease_expires_at'>, at: string): boolean {
  return lease_expires_at !== null && lease_expires_at <= at
}

/** The end of a lease that begins or is renewed now. */
export function leaseEnd(claimedAt: string, at: string, seconds: number): string {
  const latest = Date.parse(claimedAt) + longestLease
  return new Date(Math.min(Date.parse(at) + seconds * 1_000, latest)).toISOString()
}

/** What a failed try does to a task: it rests for a while, and after too many it is set aside until a person looks. */
export function failed(
  task: Pick<TaskRow, 'failures' | 'dead_reason'>,
  { at, reason, maxAttempts }: { at: string; reason?: string; maxAttempts: number },
) {
  const failures = task.failures + 1
  const known = reason ?? task.dead_reason
  if (failures < maxAttempts) {
    const rest = rests[Math.min(failures, rests.length) - 1]!
    return { status: 'approved' as const, failures, not_before: rest === 0 ? null : later(at, rest), dead_reason: known }
  }
  return { status: 'on_hold' as const, failures, not_before: null, dead_at: at, dead_reason: known ?? `lease ran out ${failures} times` }
}

/** What the end of a lease depends on. */
type Ending = Pick<TaskRow, 'status' | 'lease_expires_at' | 'failures' | 'dead_reason'>

/** The task as it is at a time: a lease that has run out is over, whether or not somebody has written that down yet. */
export function asOf<Task extends Ending>(task: Task, at: string, { max_attempts }: Pick<WorkspaceRow, 'max_attempts'>): Task {
  if (!isExpired(task, at)) return task
  return { ...task, ...failed(task, { at: task.lease_expires_at!, maxAttempts: max_attempts }), ...endedLease }
}

/** Names one lease of one task; stored nowhere, made anew from the workspace's secret. */
export function tokenOf({ lease_secret }: Pick<WorkspaceRow, 'lease_secret'>, taskId: string, generation: number): string {
  const signature = createHmac('sha256', lease_secret).update(`${taskId}.${generation}`).digest('base64url')
  return `lq1.${generation}.${signature.slice(0, 32)}`
}

/** The generation that a token names, or undefined where it was not given out for this task. */
export function generationOf(workspace: Pick<WorkspaceRow, 'lease_secret'>, taskId: string, token: string): number | undefined {
  const generation = Number(/^lq1\.([1-9]\d{0,9})\.[\w-]{32}$/.exec(token)?.[1])
  if (Number.isNaN(generation)) return undefined
  const expected = Buffer.from(tokenOf(workspace, taskId, generation))
  return timingSafeEqual(expected, Buffer.from(token)) ? generation : undefined
}
