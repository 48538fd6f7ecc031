import { operation } from 'loop-core'
import { z } from 'zod'
import { readHook } from '../hooks/payload.ts'
import { recordHook } from '../hooks/record-hook.ts'
import { openLearning } from '../learning.ts'
import { everybody } from '../roles.ts'

export const recordHookOperation = operation({
  name: 'record_hook',
  title: 'Record a hook',
  summary: "For a client's hooks of the kind http: takes what the client sends, and answers with exactly the hook's JSON.",
  kind: 'write',
  roles: everybody,
  rest: ['POST /api/hooks'],
  command: 'hook',
  tool: false,
  input: z.looseObject({}),
  output: z.looseObject({}),
  text: (answer) => JSON.stringify(answer),
  async run(payload, context) {
    const event = readHook(payload)
    if (event.kind === 'unknown' || event.kind === 'passing') return {}
    return recordHook(await openLearning(context), event)
  },
})
