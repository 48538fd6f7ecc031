import { LoopError } from 'loop-core'
import { invalid } from '../refusals.ts'

/** What is taken already, as the form says it. */
export function taken(error: unknown): never {
  if (LoopError.is(error) && error.code === 'tenant_exists') throw invalid({ slug: 'has already been taken' }, { code: 'slug_taken' })
  if (LoopError.is(error) && error.code === 'email_taken') throw invalid({ email: 'has already been taken' }, { code: 'email_taken' })
  throw error
}

/** What was begun is no longer there, for whatever reason: nobody is told which. */
export function over(): LoopError {
  const problem = 'answer a signup that is over: each can be finished once, and within ten minutes'
  return invalid({ authenticators: problem }, { code: 'signup_over', hints: ['Begin again: POST /api/v1/signup/begin.'] })
}
