import type { TransactionContext } from 'loop-core'
import { awaitedJob } from '../run/owner.ts'
import type { RuntimeDatabase } from '../runtime.ts'

/** A command does not stay for hours; what it began is for a server. */
export async function waiting({ db }: Pick<TransactionContext, 'db'>): Promise<string | undefined> {
  const found = await (db as RuntimeDatabase).selectFrom('runtime_runs').select('id').where('owner', '=', awaitedJob).limit(1).execute()
  return found.length === 0
    ? undefined
    : 'A run waits for a server that drives it: start loop-runtime --http, or resume it here: loop-runtime resume RUN.'
}
