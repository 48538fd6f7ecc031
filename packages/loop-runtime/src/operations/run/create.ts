import { operation } from 'loop-core'
import { z } from 'zod'
import { BeginAnswer, beginAnswer } from '../../host/begin-answer.ts'
import { beginHostRun } from '../../host/begin-host-run.ts'
import { beginning } from '../../host/fields.ts'

export const createRun = operation({
  name: 'create_run',
  title: 'Create a run',
  summary: 'Begin a run that its client drives, as begin_run does.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  tool: false,
  rest: ['POST /api/v1/runs'],
  status: 201,
  input: beginning.extend({ driver: z.enum(['host']) }),
  output: BeginAnswer,
  run: async ({ driver: _, ...asked }, context) => beginAnswer(await beginHostRun(context, asked)),
})
