import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { endMarkedProcesses } from './marked-processes.ts'
import { endGroup, groupIsGone } from './process-group.ts'
import type { ProcessOutcome, ProcessRequest, ProcessResult } from './process-types.ts'
import type { RunningChild } from './start-child.ts'

/** The longest delay that a timer can hold; a longer one would fire at once. */
const longestDelayMs = 2 ** 31 - 1

/** A group can be seen to be gone before the event loop has come around to its exit; that much later it is no longer to be expected. */
const toldOfExitMs = 1_000

type End = Pick<ProcessResult, 'outcome' | 'exitCode' | 'signal'>
type Exit = Pick<End, 'exitCode' | 'signal'>
type Bounds = Pick<ProcessRequest, 'timeoutMs' | 'signal' | 'graceMs' | 'drainMs' | 'marker'>

/** Waits for the main process within its bounds, and leaves nothing behind of its group and of what has its marker. */
export async function waitForEnd(child: RunningChild, bounds: Bounds): Promise<End> {
  const { drainMs = 500 } = bounds
  const closed = Promise.all([closeOf(child.stdout), closeOf(child.stderr)])
  const exit = exitOf(child)
  const stopper = stopWhenAsked(bounds, async () => {
    await endAll(child.pid, bounds)
    await within(toldOfExitMs, exit.happened)
    exit.giveUp()
  })
  const ended = await exit.happened
  stopper.disarm()
  await stopper.stopping
  // A background child may hold the pipe open: it gets time for its last words, and no more.
  await within(drainMs, Promise.all([closed, groupIsGone(child.pid, drainMs)]))
  if (!stopper.stopping) await endAll(child.pid, bounds)
  child.stdout.destroy()
  child.stderr.destroy()
  return { outcome: stopper.outcome, ...ended }
}

async function endAll(pid: number, { graceMs = 2_000, marker }: Bounds): Promise<void> {
  await endGroup(pid, graceMs)
  if (marker) await endMarkedProcesses(marker)
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

/** Waits for what is awaited, but no longer than this. */
async function within(limitMs: number, awaited: Promise<unknown>): Promise<void> {
  const timer = new AbortController()
  await Promise.race([awaited, sleep(limitMs, undefined, { signal: timer.signal }).catch(() => {})])
  timer.abort()
  // One more turn of the event loop: on a busy machine the timer can win over what has long been there.
  await new Promise((resolve) => setImmediate(resolve))
}
