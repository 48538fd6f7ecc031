import type { TransactionContext } from 'loop-core'
import { awaitedJob } from '../run/owner.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { hasRunOf } from '../storage/runs.ts'

/** A command does not stay for hours; what it began is for a server. */
export async function waiting({ db }: Pick<TransactionContext, 'db'>): Promise<string | undefined> {
  if (!(await hasRunOf(db as RuntimeDatabase, awaitedJob))) return undefined
  return 'A run waits for a server that drives it: start loop-runtime --http, or resume it here: loop-runtime resume RUN.'
}
