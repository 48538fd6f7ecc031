import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProcessMarker } from './process-types.ts'

const rounds = 40
const pollMs = 25

/** Kills every process that was started with the marker in its environment, wherever it has moved since; says how many. Linux only. */
export async function endMarkedProcesses(marker: ProcessMarker): Promise<number> {
  const ended = new Set<number>()
  // Again until none is found, since a process that is about to be killed may still start another.
  for (let round = 0; round < rounds; round += 1) {
    const pids = await markedProcesses(marker)
    if (pids.length === 0) break
    for (const pid of pids) if (kill(pid)) ended.add(pid)
    await sleep(pollMs)
  }
  return ended.size
}

async function markedProcesses({ name, value }: ProcessMarker): Promise<number[]> {
  const wanted = `\0${name}=${value}\0`
  const names = await readdir('/proc').catch(() => [])
  const pids = names.filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
  const environments = await Promise.all(pids.map(environmentOf))
  return pids.filter((_, index) => environments[index]!.includes(wanted)).map(Number)
}

/** As it was when the program was started; empty for what is dead or belongs to somebody else. */
async function environmentOf(pid: string): Promise<string> {
  return `\0${await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')}`
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}
