import { setTimeout as sleep } from 'node:timers/promises'
import { isGroupOfDead } from './group-of-dead.ts'

const pollMs = 25
const afterKillMs = 1_000

/** Asks all processes of a group to end, and after the grace period makes them. */
export async function endGroup(pid: number, graceMs: number): Promise<void> {
  if (!signalGroup(pid, 'SIGTERM')) return
  if (await groupIsGone(pid, graceMs)) return
  signalGroup(pid, 'SIGKILL')
  await groupIsGone(pid, afterKillMs)
}

/** Waits until no process of the group is left, or the time is over; says which. */
export async function groupIsGone(pid: number, waitMs: number): Promise<boolean> {
  const until = performance.now() + waitMs
  while (signalGroup(pid, 0) && !(await isGroupOfDead(pid))) {
    if (performance.now() >= until) return false
    await sleep(pollMs)
  }
  return true
}

/** Sends a signal to a whole group; false if nobody is left who could receive it from us. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    // Windows has no groups: there the main process alone is reached.
    return process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    return false
  }
}
