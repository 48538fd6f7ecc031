import { type Caller, LoopError } from 'loop-core'

/** One lease, as those who work under it know it. */
export interface Lease {
  task_id: string
  lease_token: string
  seconds: number
}

/** Refusals after which it is somebody else's task, or nobody's. */
const over = ['lease_lost', 'lease_expired', 'lease_held', 'not_lease_holder', 'bad_token']

export function isLost(thrown: unknown): boolean {
  return LoopError.is(thrown) && (over.includes(thrown.code) || thrown.kind === 'not_found')
}

/** Renews a lease at every third of it until it is told to stop, and aborts the signal it gives when the lease is lost. */
export function keepLease(caller: Caller, { task_id, lease_token, seconds }: Lease): { lost: AbortSignal; stop(): void } {
  const controller = new AbortController()
  let renewedAt = performance.now()
  async function renew(): Promise<void> {
    const asked = performance.now()
    try {
      await caller.call('heartbeat_task', { task_id, lease_token, lease_seconds: seconds })
      renewedAt = asked
    } catch (thrown) {
      // A server that cannot be reached for a while has not taken the lease away; its end does.
      if (isLost(thrown) || performance.now() - renewedAt >= seconds * 1_000) controller.abort()
    }
  }
  const timer = setInterval(renew, (seconds * 1_000) / 3)
  return { lost: controller.signal, stop: () => clearInterval(timer) }
}
