import { operation } from 'loop-core'
import { z } from 'zod'
import { runId } from '../../host/fields.ts'
import { CriterionLine } from '../../host/step-answer.ts'
import { verifyHere } from '../../host/verify-here.ts'

export const verifyRun = operation({
  name: 'verify_run',
  title: 'Verify a run',
  summary: 'Run the required checks of an ended run again, on the files it ended with.',
  kind: 'effect',
  roles: ['orchestrator', 'user'],
  actsAs: 'reviewer-local',
  rest: ['POST /api/v1/runs/:run_id/verify'],
  toolsets: ['runs'],
  hints: { destructiveHint: false, openWorldHint: false },
  input: z.object({ run_id: runId }),
  output: z.object({ verified: z.boolean(), criteria: z.array(CriterionLine), receipts: z.array(z.string()) }),
  advertised: z.object({ verified: z.boolean() }),
  refused: ({ verified }) => !verified,
  async run({ run_id }, context) {
    const { verified, criteria, receipts } = await verifyHere(context, run_id)
    return {
      verified,
      criteria: criteria.map(({ id, verdict, feedback, receipt_id }) => ({ id, verdict, feedback, receipt_id })),
      receipts,
    }
  },
})
