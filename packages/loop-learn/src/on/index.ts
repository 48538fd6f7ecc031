import type { Subscriber } from 'loop-core'
import { onCtl } from './ctl.ts'
import { onGate } from './gate.ts'
import { onQueue } from './queue.ts'
import { onRuntime } from './runtime.ts'

/** What is learnt from the other modules; one that is not mounted says nothing. */
export const subscribers: Record<string, Subscriber> = { ...onCtl, ...onGate, ...onQueue, ...onRuntime }
