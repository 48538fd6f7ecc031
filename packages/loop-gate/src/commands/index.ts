import { init } from './init.ts'

/** The commands that are no operation. */
export const commands = [init]
