import { operation } from 'loop-core'
import { z } from 'zod'
import { callTool } from '../../calls/call-tool.ts'
import { schema } from '../../tools/apply-patch.ts'

const Answer = z.looseObject({
  editedFiles: z.array(z.string()),
  editCount: z.number(),
  digest: z.string().nullable(),
  receiptId: z.string().optional(),
})

export const applyPatch = operation({
  name: 'repo_apply_patch',
  title: 'Apply a patch',
  summary:
    'Change files by edits or by a patch, all of it or nothing. Run the checks again afterwards: every change voids what they showed.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'repo apply-patch',
  toolsets: ['repository'],
  hints: { openWorldHint: false },
  input: schema,
  output: Answer,
  advertised: Answer.pick({ editedFiles: true }),
  run: callTool('repo_apply_patch', Answer),
})
