import { backlog } from './backlog/index.ts'
import { beads } from './beads/index.ts'
import type { Format, FormatName, SourceFile } from './format.ts'
import { loop } from './loop/index.ts'
import { taskmaster } from './taskmaster/index.ts'

/** In the order in which they are tried. */
export const formats: Readonly<Record<FormatName, Format>> = { loop, taskmaster, backlog, beads }

export function detectFormat(files: readonly SourceFile[]): Format | undefined {
  return Object.values(formats).find((format) => format.detects(files))
}
