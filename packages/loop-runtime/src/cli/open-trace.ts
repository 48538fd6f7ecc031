import { isLocalDatabase, openDirect } from 'loop-core/direct'
import { migrations } from '../migrations/index.ts'
import type { Runtime, RuntimeTransaction } from '../runtime.ts'
import { findRun, latestRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { tracePages } from '../trace/trace-pages.ts'
import type { TracePages } from '../trace/trace-text.ts'
import { noTrace, runMissing, traceMissing } from './refusals.ts'

/** One recorded run of a trace database. */
export interface OpenedTrace {
  run: RunRow
  pages: TracePages
  /** For reading what else is kept. */
  runtime: Pick<Runtime, 'transaction'>
}

/** Reads one run, the latest unless one is named, from a trace database that is there; it makes none. */
export async function withTrace<Result>(
  { path, id }: { path: string; id?: string | undefined },
  work: (trace: OpenedTrace) => Promise<Result>,
): Promise<Result> {
  await refuseOtherFiles(path)
  const direct = openDirect({ path, module: { prefix: 'runtime', migrations }, identity: 'implementer-local' })
  try {
    const runtime: Pick<Runtime, 'transaction'> = {
      transaction: (access, inside) => direct.transaction(access, (transaction) => inside(transaction as RuntimeTransaction)),
    }
    const run = await runtime.transaction('read', ({ db }) => (id === undefined ? latestRun(db) : findRun(db, id)))
    if (run === undefined) throw runMissing(path, id)
    return await work({ run, runtime, pages: tracePages(runtime, run.id) })
  } finally {
    await direct.close()
  }
}

/** Opening a database would make one where there is none. */
export async function refuseOtherFiles(path: string): Promise<void> {
  const isDatabase = await isLocalDatabase(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw traceMissing(path)
    return false
  })
  if (!isDatabase) throw noTrace(path)
}
