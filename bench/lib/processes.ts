import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

const running = new Set<ChildProcess>()

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** Starts Node.js with some words; whatever happens, the process does not outlive the bench. */
export function startNode(words: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, words, options)
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Ends a process of ours, by force if it has not obeyed after three seconds. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 3000)
  await ended
  clearTimeout(force)
}
