import { LoopError } from 'loop-core'

/** A sandbox is required and there is none. */
export function sandboxMissing(reason: string): LoopError {
  return new LoopError('unavailable', `Commands must run in a sandbox, and there is none here: ${reason}.`, {
    code: 'sandbox_missing',
    hints: [
      'Install bubblewrap (apt-get install bubblewrap) and allow unprivileged user namespaces; loop-runtime doctor shows whether it works.',
      'Or start with --sandbox auto, which runs commands without one and says so in each receipt.',
    ],
  })
}
