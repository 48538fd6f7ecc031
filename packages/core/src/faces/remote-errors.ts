import { LoopError } from '../error.ts'

const lookFirst = 'If the call changes something, it may have gone through: look before you repeat it.'

export function badSetting(message: string): LoopError {
  return new LoopError('invalid_input', message, { code: 'bad_setting' })
}

export function unreachable(origin: string, cause: unknown): LoopError {
  const reason = reasonOf(cause)
  const why = reason === undefined ? '' : ` (${reason})`
  const neverArrived = reason === 'ECONNREFUSED' || reason === 'ENOTFOUND'
  return failure(`The server ${origin} cannot be reached${why}.`, neverArrived ? [] : [lookFirst], cause)
}

export function timedOut(origin: string): LoopError {
  return failure(`The server ${origin} did not answer in time.`, [lookFirst])
}

/** A proxy, a login page or another program: none of its text is passed on. */
export function strangeAnswer(origin: string, status: number): LoopError {
  return failure(`${origin} answered with status ${status}, but not as a Loop server does.`)
}

export function redirected(origin: string): LoopError {
  return failure(`${origin} sends callers on to another address, and the key is not shown there.`, [
    'Set LOOP_SERVER to the final address.',
  ])
}

export function tooLarge(origin: string): LoopError {
  return new LoopError('unavailable', `The answer of ${origin} is larger than 8 MiB.`, {
    code: 'answer_too_large',
    hints: ['Ask for less, for example with a smaller limit.'],
  })
}

export function cancelled(origin: string): LoopError {
  return new LoopError('unavailable', `The call to ${origin} was cancelled.`, { code: 'cancelled', hints: [lookFirst] })
}

function failure(message: string, hints: readonly string[] = [], cause?: unknown): LoopError {
  const check = [
    'Check that the server runs and that LOOP_SERVER is its address.',
    'Without LOOP_SERVER the database of this machine is used.',
  ]
  return new LoopError('unavailable', message, { code: 'server_unreachable', hints: [...hints, ...check], cause })
}

/** The system's word for what happened, such as ECONNREFUSED; `fetch` hides it one or two causes deep. */
function reasonOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  const { code } = thrown as NodeJS.ErrnoException
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : reasonOf(thrown.cause)
}
