import type { Format } from '../format.ts'
import { readTaskmaster } from './read.ts'
import { findTagFile } from './tags.ts'
import { writeTaskmaster } from './write.ts'

/** `.taskmaster/tasks/tasks.json` of task-master. */
export const taskmaster: Format = {
  name: 'taskmaster',
  detects: (files) => findTagFile(files) !== undefined,
  read: (files) => readTaskmaster(files),
  write: writeTaskmaster,
}
