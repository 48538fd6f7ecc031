import { readYamlAs } from 'loop-core/yaml'
import { unknownIn } from './known-keys.ts'
import { taskInvalid } from './refusals.ts'
import { TaskFields } from './schema.ts'
import type { WrittenTask } from './task.ts'

/** In bytes. */
export const largestTask = 262_144

/** Reads the text of a task file; what is wrong in it is refused with its line, its key and the key that was meant. */
export function readTask(text: string): WrittenTask {
  const read = readYamlAs(text, TaskFields, { noun: 'task', largest: largestTask, unknown: unknownIn(TaskFields) })
  if ('faults' in read) throw taskInvalid(read.faults)
  return read.written
}
