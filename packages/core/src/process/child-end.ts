import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { endGroup, groupIsGone } from './process-group.ts'
import type { ProcessOutcome, ProcessRequest, ProcessResult } from './process-types.ts'
import type { RunningChild } from './start-child.ts'

/** The longest delay that a timer can hold; a longer one would fire at once. */
const longestDelayMs = 2 ** 31 - 1

type End = Pick<ProcessResult, 'outcome' | 'exitCode' | 'signal'>
type Exit = Pick<End, 'exitCode' | 'signal'>
type Bounds = Pick<ProcessRequest, 'timeoutMs' | 'signal' | 'graceMs' | 'drainMs'>

/** Waits for the main process within its bounds, and leaves nothing of its group behind. */
export async function waitForEnd(child: RunningChild, bounds: Bounds): Promise<End> {
  const { graceMs = 2_000, drainMs = 500 } = bounds
  const closed = Promise.all([closeOf(child.stdout), closeOf(child.stderr)])
  const exit = exitOf(child)
  const stopper = stopWhenAsked(bounds, () => endGroup(child.pid, graceMs).then(exit.giveUp))
  const ended = await exit.happened
  stopper.disarm()
  await stopper.stopping
  await drained(Promise.all([closed, groupIsGone(child.pid, drainMs)]), drainMs)
  if (!stopper.stopping) await endGroup(child.pid, graceMs)
  child.stdout.destroy()
  child.stderr.destroy()
  return { outcome: stopper.outcome, ...ended }
}

/** The exit of the main process; a process that not even SIGKILL ends is given up, so that nobody waits for ever. */
function exitOf(child: RunningChild): { happened: Promise<Exit>; giveUp: () => void } {
  let giveUp = () => {}
  const happened = new Promise<Exit>((resolve) => {
    giveUp = () => resolve({ exitCode: null, signal: 'SIGKILL' })
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }))
  })
  return { happened, giveUp }
}

interface Stopper {
  outcome: ProcessOutcome
  stopping: Promise<void> | undefined
  disarm(): void
}

/** Stops once, for whichever of the time limit and the caller's signal comes first. */
function stopWhenAsked({ timeoutMs, signal }: Bounds, stop: () => Promise<void>): Stopper {
  const stopper: Stopper = { outcome: 'exited', stopping: undefined, disarm }
  const ask = (outcome: ProcessOutcome) => {
    if (stopper.stopping) return
    stopper.outcome = outcome
    stopper.stopping = stop()
  }
  const cancel = () => ask('cancelled')
  const timer = setTimeout(ask, Math.min(timeoutMs, longestDelayMs), 'timed_out')
  signal?.addEventListener('abort', cancel, { once: true })
  if (signal?.aborted) cancel()
  function disarm() {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  }
  return stopper
}

async function closeOf(stream: RunningChild['stdout']): Promise<void> {
  if (!stream.closed) await once(stream, 'close').catch(() => {})
}

/** Waits for the last output, but not for a background child that holds the pipe open. */
async function drained(done: Promise<unknown>, drainMs: number): Promise<void> {
  const timer = new AbortController()
  await Promise.race([done, sleep(drainMs, undefined, { signal: timer.signal }).catch(() => {})])
  timer.abort()
  // One more turn of the event loop: on a busy machine the timer can win over output that has long been there.
  await new Promise((resolve) => setImmediate(resolve))
}
