// Written by `pnpm gen` from the files of this folder; do not edit.
import { loopObserve } from './observe.ts'
import { loopPing } from './ping.ts'
import { loopSessionEnd } from './session/end.ts'
import { loopSessionStart } from './session/start.ts'

export const operations = [
  loopObserve,
  loopPing,
  loopSessionEnd,
  loopSessionStart,
]
