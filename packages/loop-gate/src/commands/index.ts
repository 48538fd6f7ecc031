import { init } from './init.ts'
import { setup } from './setup.ts'

/** The commands of a person at their own machine; all others are operations. */
export const commands = [init, setup]
