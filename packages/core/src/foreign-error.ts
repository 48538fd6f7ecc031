import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { LoopError } from './error.ts'
import type { Logger } from './log.ts'
import { mask } from './secret.ts'

/** Lets a LoopError through without its secrets, and turns anything else into `internal` with an id under which the log has it: no foreign text reaches a caller. */
export function toLoopError(thrown: unknown, log: Logger, secrets: readonly string[] = []): LoopError {
  if (LoopError.is(thrown)) return secrets.length === 0 ? thrown : masked(thrown, secrets)
  const id = randomUUID()
  log.error({ id, error: mask(describe(thrown), secrets) })
  return new LoopError('internal', `Something went wrong on our side. The log has it under ${id}.`, { details: { id }, cause: thrown })
}

function masked(error: LoopError, secrets: readonly string[]): LoopError {
  const { kind, code, status, hints, details, data, cause } = error
  return new LoopError(kind, mask(error.message, secrets), {
    code,
    status,
    hints: mask(hints, secrets),
    details: mask(details, secrets),
    data: mask(data, secrets),
    cause,
  })
}

function describe(thrown: unknown): { message: string; stack?: string } {
  return thrown instanceof Error ? { message: thrown.message, ...(thrown.stack && { stack: thrown.stack }) } : { message: inspect(thrown) }
}
