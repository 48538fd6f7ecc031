import type { Runtime } from '../runtime.ts'
import { changeRun } from '../storage/runs.ts'
import type { Journal } from './journal.ts'

const everyMs = 10_000

/** Says now and then that a run is driven, also while it waits for a model or a command. */
export function heartbeat(runtime: Runtime, journal: Journal): { stop(): void } {
  const timer = setInterval(() => void beat(runtime, journal).catch(() => {}), everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

async function beat(runtime: Runtime, { row }: Journal): Promise<void> {
  const heartbeat_at = runtime.now().toISOString()
  await runtime.transaction('write', ({ db }) => changeRun(db, row, { heartbeat_at }))
}
