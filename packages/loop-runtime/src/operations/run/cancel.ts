import { operation, text } from 'loop-core'
import { z } from 'zod'
import { cancelRun as cancel } from '../../host/cancel-run.ts'
import { runId } from '../../host/fields.ts'
import { RunView, runView } from '../../views/run.ts'

export const cancelRun = operation({
  name: 'cancel_run',
  title: 'Cancel a run',
  summary: 'End a run and what it is doing.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/runs/:run_id/cancel'],
  toolsets: ['repository'],
  hints: { destructiveHint: false, openWorldHint: false },
  input: z.object({ run_id: runId, reason: text(2_000, 1).optional() }),
  output: z.object({ run: RunView }),
  advertised: z.object({ run: z.looseObject({}) }),
  run: async ({ run_id, reason }, context) => ({ run: runView(await cancel(context, run_id, reason), undefined, 'summary') }),
})
