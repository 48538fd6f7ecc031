import { setTimeout } from 'node:timers/promises'
import { ModelError } from '../model.ts'
import { type Failure, failureOf } from './failure.ts'

export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

export interface RetryOptions {
  signal: AbortSignal
  /** What must not be told to anybody. */
  secrets: readonly string[]
  wait: Wait
}

const mostRequests = 3
/** Whoever asks for more than this is asked again by the person who resumes the run. */
const longestWaitMs = 60_000

export const waitFor: Wait = async (ms, signal) => {
  await setTimeout(ms, undefined, { signal })
}

/** Asks at most three times, whether a request was refused or its answer broke off; throws a ModelError, or the reason of the abort. */
export async function withRetries<Value>(ask: () => Promise<Value>, { signal, secrets, wait }: RetryOptions): Promise<Value> {
  for (let request = 1; ; request++) {
    try {
      signal.throwIfAborted()
      return await ask()
    } catch (error) {
      signal.throwIfAborted()
      const failure = failureOf(error, secrets)
      const ms = failure.retryAfterMs ?? 2_000 * 2 ** (request - 1)
      if (!failure.error.canRetry || request === mostRequests || ms > longestWaitMs) throw counted(failure, request)
      await wait(ms, signal).catch(() => signal.throwIfAborted())
    }
  }
}

function counted({ error, retryAfterMs = 0 }: Failure, requests: number): ModelError {
  const asked = requests > 1 ? ` Asked ${requests} times.` : ''
  const later = retryAfterMs > longestWaitMs ? ` It asks to wait ${Math.ceil(retryAfterMs / 1_000)} seconds.` : ''
  const { status, canRetry, said } = error
  return new ModelError(`${error.message}${asked}${later}`, { canRetry, ...(status !== undefined && { status }), ...(said && { said }) })
}
