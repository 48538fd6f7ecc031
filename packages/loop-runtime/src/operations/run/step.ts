import { operation } from 'loop-core'
import { z } from 'zod'
import { key, runId } from '../../host/fields.ts'
import { StepAnswer } from '../../host/step-answer.ts'
import { stepOrWait } from '../../host/step-or-wait.ts'

const decision = z
  .looseObject({})
  .optional()
  .describe(
    '{status: continue|failed|needs_human, summary, next_action: {type: "tool_call", tool, args}, risk?: low|medium|high}; none after an approval',
  )

export const runStep = operation({
  name: 'run_step',
  title: 'Do a step of a run',
  summary: 'Have your next decision judged and done; next says how to go on.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/runs/:run_id/steps'],
  command: 'run step',
  toolsets: ['repository', 'standard'],
  input: z.object({
    run_id: runId,
    decision,
    step_key: key,
    wait_seconds: z.int().min(0).max(60).default(0).describe('For a person'),
  }),
  output: StepAnswer,
  advertised: z.object({ status: z.string(), next: z.string() }),
  run: ({ run_id, decision, step_key, wait_seconds }, context) =>
    stepOrWait(context, { runId: run_id, decision, stepKey: step_key }, wait_seconds),
})
