import { operation, text } from 'loop-core'
import { z } from 'zod'
import { BeginAnswer, beginAnswer } from '../../host/begin-answer.ts'
import { beginHostRun, beginJobRun } from '../../host/begin-host-run.ts'
import { beginning } from '../../host/fields.ts'

export const createRun = operation({
  name: 'create_run',
  title: 'Create a run',
  summary: 'Begin a run: driver host is begin_run, driver model is start_run.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  tool: false,
  rest: ['POST /api/v1/runs'],
  status: 201,
  input: beginning.extend({ driver: z.enum(['host', 'model']), model: text(200, 1).optional().describe('For driver model') }),
  output: BeginAnswer,
  run: async ({ driver, ...asked }, context) => beginAnswer(await (driver === 'host' ? beginHostRun : beginJobRun)(context, asked)),
})
