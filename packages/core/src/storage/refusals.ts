import { LoopError } from '../error.ts'

export function storageClosed(): LoopError {
  return new LoopError('unavailable', 'The database was closed because this program is ending.', { code: 'storage_closed' })
}

export function driverMissing(hint: string, cause: unknown): LoopError {
  return new LoopError('unavailable', 'The program part that opens the database cannot be loaded.', {
    code: 'database_driver_missing',
    hints: [hint],
    cause,
  })
}

export function databaseBusy(cause: unknown): LoopError {
  return new LoopError('unavailable', 'The database is busy with other work.', {
    code: 'database_busy',
    hints: ['Try again in a moment.'],
    cause,
  })
}

export function databaseUnreachable(hint: string, cause: unknown): LoopError {
  return new LoopError('unavailable', 'The database cannot be reached.', { code: 'database_unreachable', hints: [hint], cause })
}

export function storageFull(cause: unknown): LoopError {
  return new LoopError('unavailable', 'The disk of the database is full, so nothing was written.', {
    code: 'storage_full',
    hints: ['Free some space and try again.'],
    cause,
  })
}

export function migrationFailed(cause: unknown): LoopError {
  return new LoopError('unavailable', 'The tables of the database could not be brought up to date; nothing was changed.', {
    code: 'migration_failed',
    hints: ['Check that the login may create tables and that the disk has room.'],
    cause,
  })
}

export function tablesMissing(): LoopError {
  return new LoopError('invalid_input', 'The database does not hold what is looked for.', { code: 'tables_missing' })
}

export function tablesOutdated(): LoopError {
  return new LoopError('conflict', 'The tables of the database are of an older version, and are only read here.', {
    code: 'tables_outdated',
    hints: ['Whatever writes to it brings them up to date.'],
  })
}
