import { LoopError } from 'loop-core'
import { isLocalDatabase, openToRead } from 'loop-core/direct'
import { migrations } from '../migrations/index.ts'
import { findRun, latestRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { tracePathOf } from '../task/trace-path.ts'
import { type Readable, tracePages } from '../trace/trace-pages.ts'
import type { TracePages } from '../trace/trace-text.ts'
import { noRuns, noTrace, runMissing, traceMissing } from './refusals.ts'

/** One recorded run of a trace database. */
export interface OpenedTrace {
  /** As the system knows the file. */
  path: string
  run: RunRow
  pages: TracePages
  /** For reading what else is kept, and what comes meanwhile. */
  reading: Readable
}

/** Reads one run, the latest unless one is named, from a trace database that is there; it makes none, and leaves that of others as it is. */
export async function withTrace<Result>(
  { path: typed, id }: { path: string; id?: string | undefined },
  work: (trace: OpenedTrace) => Promise<Result>,
): Promise<Result> {
  const path = tracePathOf(typed)
  await refuseOtherFiles(path)
  const opened = openToRead({ path, module: { prefix: 'runtime', migrations } })
  const reading: Readable = { transaction: (_, inside) => opened.transaction((db) => inside({ db })) }
  try {
    const run = await reading
      .transaction('read', ({ db }) => (id === undefined ? latestRun(db) : findRun(db, id)))
      .catch((error) => Promise.reject(LoopError.is(error) && error.code === 'tables_missing' ? noRuns(path) : error))
    if (run === undefined) throw runMissing(path, id)
    return await work({ path, run, reading, pages: tracePages(reading, run.id) })
  } finally {
    await opened.close()
  }
}

/** What is no database is not opened at all. */
export async function refuseOtherFiles(path: string): Promise<void> {
  const isDatabase = await isLocalDatabase(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw traceMissing(path)
    return false
  })
  if (!isDatabase) throw noTrace(path)
}
