import { z } from 'zod'
import { globMatcher } from '../files/paths/glob.ts'
import { listFiles } from '../files/reading/list-files.ts'
import { glob } from './arguments.ts'
import { type PreparedTool, preparedReading } from './prepared-tool.ts'
import type { ToolPlace } from './tool.ts'

export const schema = z.object({
  limit: z.int().min(1).max(2_000).default(200),
  glob: glob().optional(),
  cursor: z.string().max(2_048).optional().describe('nextCursor of the page before'),
})

export function prepare({ files }: ToolPlace, input: z.output<typeof schema>): Promise<PreparedTool> {
  const ask = async () => input.glob === undefined || globMatcher(input.glob)
  return preparedReading((signal) => listFiles(files, { ...input, signal }), { ask })
}
