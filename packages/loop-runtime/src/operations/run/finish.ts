import { operation, text } from 'loop-core'
import { z } from 'zod'
import { confidence, runId } from '../../host/fields.ts'
import { finishRun as finish } from '../../host/finish-run.ts'
import { CriterionLine } from '../../host/step-answer.ts'
import { runStatuses } from '../../words.ts'

export const finishRun = operation({
  name: 'finish_run',
  title: 'Finish a run',
  summary: 'Claim that the goal is reached: accepted if the required checks passed on the present files.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/runs/:run_id/finish'],
  command: 'run finish',
  toolsets: ['repository', 'standard'],
  hints: { destructiveHint: false, openWorldHint: false },
  input: z.object({ run_id: runId, final_answer: text(20_000, 1), confidence }),
  output: z.object({
    status: z.enum(runStatuses),
    accepted: z.boolean(),
    criteria: z.array(CriterionLine),
    findings: z.array(z.string()),
    feedback: z.string(),
    branch: z.string().optional(),
    merge: z.string().optional(),
  }),
  advertised: z.object({ accepted: z.boolean() }),
  refused: ({ accepted }) => !accepted,
  run: ({ run_id, final_answer, confidence }, context) => finish(context, run_id, { final_answer, confidence }),
})
