import { readFileSync } from 'node:fs'

/** Whether a process still does anything; one that only waits to be buried does not count. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !/^State:\s+Z/m.test(statusOf(pid))
}

/** Linux only; elsewhere nothing is known beyond the signal. */
function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
