import { operation } from 'loop-core'
import { z } from 'zod'
import { forgetPolicy as forget } from '../../person/forget-policy.ts'
import { ownPlace } from '../../person/own-place.ts'

export const forgetPolicy = operation({
  name: 'forget_policy',
  title: 'Forget a policy',
  summary: 'For a person: end what was accepted for this folder. Nothing is checked here until accept_policy.',
  kind: 'effect',
  roles: ['user'],
  rest: ['DELETE /api/v1/gate/policy/accept'],
  tool: false,
  input: z.object({}),
  output: z.object({ workspace: z.string(), root: z.string() }),
  async run(_, context) {
    const place = await ownPlace(context)
    await forget(place)
    return { workspace: place.workspace.id, root: place.workspace.root }
  },
})
