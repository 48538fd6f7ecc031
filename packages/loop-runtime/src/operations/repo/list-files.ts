import { operation } from 'loop-core'
import { z } from 'zod'
import { callTool } from '../../calls/call-tool.ts'
import { schema } from '../../tools/list-files.ts'

const Answer = z.object({ files: z.array(z.string()), total: z.number(), nextCursor: z.string().optional() })

export const listFiles = operation({
  name: 'repo_list_files',
  title: 'List files',
  summary: 'List the files of the workspace, sorted, without ignored ones. Read them with repo_read_file.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'repo list-files',
  toolsets: ['repository'],
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: schema,
  output: Answer,
  advertised: Answer.pick({ files: true }),
  run: callTool('repo_list_files', Answer),
})
