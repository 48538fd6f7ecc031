import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./fixture-process.ts', import.meta.url))

export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
  stderr: string
}

export const endedWell: Ending = { code: 0, signal: null, stderr: '' }

/** Starts `fixture-process.ts`, which is ready when this resolves and begins at `begin()`. */
export async function startProcess(action: string, url: string, ...rest: unknown[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, action, url, ...rest.map(String)], { cwd: import.meta.dirname })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = once(child, 'close').then(([code, signal]): Ending => ({ code, signal, stderr }))
  const lines = createInterface(child.stdout)
  await Promise.race([once(lines, 'line'), ended])
  return { begin: () => child.stdin.write('\n'), kill: () => child.kill('SIGKILL'), ended, lines }
}

/** Starts many, lets them begin at the same moment and says how each ended. */
export async function runTogether(number: number, action: string, url: string, ...rest: unknown[]): Promise<Ending[]> {
  const processes = await Promise.all(Array.from({ length: number }, () => startProcess(action, url, ...rest)))
  for (const process of processes) process.begin()
  return Promise.all(processes.map(({ ended }) => ended))
}
