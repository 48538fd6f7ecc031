import { operation, text } from 'loop-core'
import { z } from 'zod'
import { respond } from '../../host/respond.ts'
import { ApprovalView, approvalView } from '../../views/approval.ts'
import { RunView, runView } from '../../views/run.ts'

export const respondApproval = operation({
  name: 'respond_approval',
  title: 'Answer an approval',
  summary:
    'For the person whom a run asks: approve, deny (the run ends), or revise and reply with a comment that the run is told. Never for whoever acts in it.',
  kind: 'write',
  roles: ['user'],
  rest: ['POST /api/v1/runtime/approvals/:approval_id'],
  command: 'approval respond',
  toolsets: ['approvals'],
  meta: { 'anthropic/requiresUserInteraction': true },
  input: z.object({
    approval_id: text(64, 1),
    answer: z.enum(['approve', 'deny', 'revise', 'reply']),
    scope: z.enum(['once', 'run']).optional().describe('run: all later patches of the run'),
    comment: text(2_000, 1).optional().describe('Needed to revise or reply'),
  }),
  output: z.object({ approval: ApprovalView, run: RunView, next: z.string() }),
  advertised: z.object({ approval: z.looseObject({}), run: z.looseObject({}), next: z.string() }),
  async run({ approval_id, ...answer }, context) {
    const { approval, run, next } = await respond(context, approval_id, answer)
    return { approval: approvalView(approval), run: runView(run, undefined, 'summary'), next }
  },
})
