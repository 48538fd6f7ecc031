import { operation } from 'loop-core'
import { z } from 'zod'
import { callTool } from '../../calls/call-tool.ts'
import { schema } from '../../tools/git-diff.ts'

const Answer = z.looseObject({
  diff: z.string(),
  files: z.array(z.looseObject({ path: z.string(), status: z.string() })),
  truncated: z.boolean(),
  exitCode: z.number().nullable(),
  note: z.string().optional(),
})

export const gitDiff = operation({
  name: 'repo_git_diff',
  title: 'Show the diff',
  summary: 'Show what differs from the last commit, new files included.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'repo git-diff',
  toolsets: ['repository'],
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: schema,
  output: Answer,
  advertised: Answer.pick({ diff: true }),
  run: callTool('repo_git_diff', Answer),
})
