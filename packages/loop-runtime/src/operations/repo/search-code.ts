import { operation } from 'loop-core'
import { z } from 'zod'
import { callTool } from '../../calls/call-tool.ts'
import { schema } from '../../tools/search-code.ts'

const Answer = z.object({
  query: z.string(),
  matches: z.array(z.looseObject({ path: z.string(), line: z.number(), text: z.string() })),
  filesSearched: z.number(),
  skipped: z.number(),
  truncated: z.boolean(),
})

export const searchCode = operation({
  name: 'repo_search_code',
  title: 'Search code',
  summary: 'Find an exact text in the files of the workspace, by line.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'repo search-code',
  toolsets: ['repository'],
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: schema,
  output: Answer,
  advertised: z.object({ matches: z.array(z.looseObject({})) }),
  run: callTool('repo_search_code', Answer),
})
