import type { EffectContext } from 'loop-core'
import { forkRun } from '../fork/fork-run.ts'
import type { RunRow } from '../storage/tables.ts'
import { placeOfRun } from './place-of-run.ts'

/** Forks a run of this server's workspace. */
export async function forkHere(context: EffectContext, { run_id: id, step }: { run_id: string; step: number }): Promise<RunRow> {
  const { runtime, skillFolders } = await placeOfRun(context, id)
  return forkRun(runtime, { id, step, skillFolders })
}
