import type { Format } from '../format.ts'
import { hasTasks, layoutOf } from './layout.ts'
import { readBacklog } from './read.ts'
import { writeBacklog } from './write.ts'

/** The `backlog/` folder of Backlog.md: one Markdown file a task. */
export const backlog: Format = {
  name: 'backlog',
  detects: (files) => hasTasks(layoutOf(files)),
  read: readBacklog,
  write: writeBacklog,
}
