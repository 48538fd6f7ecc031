import { z } from 'zod'
import { globMatcher } from '../files/paths/glob.ts'
import { searchCode } from '../files/reading/search-code.ts'
import { glob } from './arguments.ts'
import { type PreparedTool, preparedReading } from './prepared-tool.ts'
import type { ToolPlace } from './tool.ts'

export const schema = z.object({
  query: z.string().min(1).max(1_000).describe('Exact text, no regular expression'),
  limit: z.int().min(1).max(200).default(50),
  glob: glob().optional(),
  ignoreCase: z.boolean().default(false),
  context: z.int().min(0).max(5).default(0).describe('Lines before and after'),
})

export function prepare({ files }: ToolPlace, input: z.output<typeof schema>): Promise<PreparedTool> {
  const ask = async () => input.glob === undefined || globMatcher(input.glob)
  return preparedReading((signal) => searchCode(files, { ...input, signal }), { ask })
}
