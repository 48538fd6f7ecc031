// Written by `pnpm gen` from the files of this folder; do not edit.
import { signUp } from './account/sign-up.ts'
import { loopObserve } from './observe.ts'
import { loopPing } from './ping.ts'
import { loopSessionEnd } from './session/end.ts'
import { loopSessionStart } from './session/start.ts'

export const operations = [
  signUp,
  loopObserve,
  loopPing,
  loopSessionEnd,
  loopSessionStart,
]
