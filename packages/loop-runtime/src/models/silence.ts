import { ModelError } from '../model.ts'

/** Aborts when the caller does, or when nothing was heard for too long. */
export function createSilence(timeoutMs: number, signal: AbortSignal) {
  const quiet = new AbortController()
  const fail = () => quiet.abort(new ModelError(`The model was silent for ${timeoutMs / 1_000} seconds.`, { canRetry: true }))
  let timer = setTimeout(fail, timeoutMs)
  return {
    signal: AbortSignal.any([signal, quiet.signal]),
    heard() {
      clearTimeout(timer)
      timer = setTimeout(fail, timeoutMs)
    },
    /** Ends what is still under way. */
    end() {
      clearTimeout(timer)
      quiet.abort()
    },
  }
}
