import { LoopError } from '../../error.ts'
import { databaseBusy, databaseUnreachable, storageFull } from '../refusals.ts'
import { retrying } from '../retry.ts'

const usualPatienceMs = 30_000

interface Patience {
  patienceMs: number | undefined
  /** When the waiting began. */
  since?: number
}

/** Runs `work` again while another process holds the file. The driver's own waiting would block the whole process, so it is kept short. */
export async function patiently<T>(work: () => Promise<T>, { patienceMs = usualPatienceMs, since = Date.now() }: Patience): Promise<T> {
  try {
    return await retrying(work, (error) => isBusy(error) && Date.now() < since + patienceMs)
  } catch (error) {
    throw translate(error)
  }
}

/** Says in our own words why a file cannot be opened. */
export function openingFailed(cause: unknown): LoopError {
  if (LoopError.is(cause)) return cause
  return databaseUnreachable('Check that the folder is there and yours to write to, and that the file is an SQLite database.', cause)
}

function translate(error: unknown): unknown {
  if (isBusy(error)) return databaseBusy(error)
  return codeOf(error) === 'SQLITE_FULL' ? storageFull(error) : error
}

/** `PROTOCOL` is what SQLite says when many processes open one file at the same moment. */
function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|PROTOCOL)/.test(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
