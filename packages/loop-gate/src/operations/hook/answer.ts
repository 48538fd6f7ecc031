import { operation } from 'loop-core'
import { z } from 'zod'
import { answerStop } from '../../stop/answer-stop.ts'

export const answerHook = operation({
  name: 'answer_hook',
  title: 'Answer a hook',
  summary:
    "For a client's hook of the kind http: takes whatever the client sends and answers with exactly the hook's JSON, also where something is wrong with it.",
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/gate/hook'],
  tool: false,
  input: z.looseObject({}),
  output: z.looseObject({}),
  text: (answer) => JSON.stringify(answer),
  run: (payload, context) => answerStop(payload, context, 'http'),
})
