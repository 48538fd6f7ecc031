import { operation } from 'loop-core'
import { z } from 'zod'
import { callTool } from '../../calls/call-tool.ts'
import { schema } from '../../tools/read-file.ts'

const Answer = z.object({
  path: z.string(),
  content: z.string(),
  truncated: z.boolean(),
  totalBytes: z.number(),
  totalLines: z.number(),
  sha256: z.string(),
})

export const readFile = operation({
  name: 'repo_read_file',
  title: 'Read a file',
  summary: 'Read a file of the workspace, or some lines of it.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'repo read-file',
  toolsets: ['repository'],
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: schema,
  output: Answer,
  advertised: Answer.pick({ content: true }),
  run: callTool('repo_read_file', Answer),
})
