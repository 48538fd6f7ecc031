import type { JobDefinition } from 'loop-core'
import { drive } from './drive.ts'
import { prune } from './prune.ts'
import { sweep } from './sweep.ts'

export { waiting } from './waiting.ts'

/** What is done in the background. */
export const jobs: Readonly<Record<string, JobDefinition>> = { 'run.drive': drive, 'run.sweep': sweep, 'run.prune': prune }
