import { z } from 'zod'
import { gitDiff } from '../files/diff/git-diff.ts'
import { plainPath } from '../files/paths/plain-path.ts'
import { path } from './arguments.ts'
import { type PreparedTool, preparedReading } from './prepared-tool.ts'
import type { ToolPlace } from './tool.ts'

export const schema = z.object({
  paths: z.array(path()).max(100).optional().describe('Files or folders; all unless given'),
  maxBytes: z.int().min(1).max(1_000_000).default(60_000),
})

export function prepare({ files }: ToolPlace, input: z.output<typeof schema>): Promise<PreparedTool> {
  const { paths = [] } = input
  return preparedReading((signal) => gitDiff(files, { ...input, signal }), { paths, ask: async () => paths.map(plainPath) })
}
