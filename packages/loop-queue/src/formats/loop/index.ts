import type { Format } from '../format.ts'
import { findLoopFile } from './document.ts'
import { readLoop } from './read.ts'
import { writeLoop } from './write.ts'

/** Our own format: one JSON document with all that a workspace has. */
export const loop: Format = {
  name: 'loop',
  detects: (files) => findLoopFile(files) !== undefined,
  read: (files) => readLoop(files),
  write: writeLoop,
}
