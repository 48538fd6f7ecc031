import type { JobInput } from 'loop-core'
import type { RunRow } from '../storage/tables.ts'

/** Asks for a run to be driven by whichever server does jobs; only as it stands now, so that a job that comes twice drives once. */
export function driveJob({ id, generation }: Pick<RunRow, 'id' | 'generation'>): JobInput {
  return { name: 'run.drive', payload: { run_id: id, generation }, key: `${id}/${generation}` }
}
