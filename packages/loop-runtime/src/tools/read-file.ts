import { z } from 'zod'
import { readFile } from '../files/reading/read-file.ts'
import { path } from './arguments.ts'
import { type PreparedTool, preparedReading } from './prepared-tool.ts'
import type { ToolPlace } from './tool.ts'

const line = () => z.int().min(1).max(100_000_000).optional()

export const schema = z.object({
  path: path(),
  maxBytes: z.int().min(1).max(200_000).default(12_000),
  startLine: line(),
  endLine: line(),
})

export async function prepare({ files }: ToolPlace, input: z.output<typeof schema>): Promise<PreparedTool> {
  const read = () => readFile(files, input)
  const prepared = await preparedReading(read, { paths: [input.path], ask: read })
  // What could be read lies inside.
  return prepared.fault ? prepared : { ...prepared, outside: [] }
}
