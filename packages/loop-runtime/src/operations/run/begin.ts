import { operation } from 'loop-core'
import { z } from 'zod'
import { BeginAnswer, beginAnswer } from '../../host/begin-answer.ts'
import { beginHostRun } from '../../host/begin-host-run.ts'
import { beginning } from '../../host/fields.ts'

export const beginRun = operation({
  name: 'begin_run',
  title: 'Begin a run',
  summary: 'Begin a run whose model you are: decide with run_step, claim with finish_run. One a workspace; forgotten after 7 idle days.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  toolsets: ['repository', 'standard'],
  hints: { destructiveHint: false, openWorldHint: false },
  input: beginning,
  output: BeginAnswer,
  advertised: z.object({ run_id: z.string(), next: z.string() }),
  run: async (asked, context) => beginAnswer(await beginHostRun(context, asked)),
})
