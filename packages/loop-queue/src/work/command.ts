import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandDefinition, CommandSurroundings } from 'loop-core'
import { readOptions, type WorkOptions } from './options.ts'
import type { Claimed } from './prompt.ts'
import { patiently } from './report.ts'

/** Takes tasks and lets another program do them. */
export const work: CommandDefinition = {
  name: 'work',
  summary:
    'Claim the next task, run a command with it, and complete or release it: work [--loop ID] [--lease S] [--once | --idle S] -- COMMAND…',
  async run(words, surroundings) {
    const options = readOptions(words)
    // Servers carry this command along and never need what runs programs.
    const { runTask } = await import('./run-task.ts')
    for (;;) {
      const claimed = await claim(options, surroundings)
      const ended = claimed.task && (await runTask(options.command, claimed, surroundings))
      if (options.idleSeconds === undefined || ended?.hopeless) {
        if (ended === undefined) surroundings.stderr.write(`${claimed.next}\n`)
        return ended?.exitCode ?? 0
      }
      if (ended === undefined) await pause(options.idleSeconds, surroundings.signal)
      if (surroundings.signal.aborted) return ended?.exitCode ?? 0
    }
  },
}

/** The key gives the same lease where the answer was lost on its way. */
async function claim({ loop_id, lease_seconds }: WorkOptions, { caller }: CommandSurroundings): Promise<Claimed> {
  const worker = `${hostname().slice(0, 60)} ${process.pid}`
  const input = { ...(loop_id && { loop_id }), ...(lease_seconds && { lease_seconds }), worker, idempotency_key: randomUUID() }
  return (await patiently(() => caller.call('claim_next_work', input))) as Claimed
}

/** Uneven by a quarter, so that many workers do not ask all at once. */
async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1_000 * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => {})
}
