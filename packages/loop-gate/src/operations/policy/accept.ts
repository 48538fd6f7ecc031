import { operation } from 'loop-core'
import { z } from 'zod'
import { acceptPolicy as accept } from '../../person/accept-policy.ts'
import { ownPlace } from '../../person/own-place.ts'
import { readAcceptable } from '../../policy/acceptable.ts'
import { policyChanged } from '../../refusals.ts'
import { modes, profiles } from '../../words.ts'

export const acceptPolicy = operation({
  name: 'accept_policy',
  title: 'Accept a policy',
  summary: 'For a person who has read .loop/gate.yaml: put that text in force on this machine. From then on its checks may run here.',
  kind: 'effect',
  roles: ['user'],
  rest: ['POST /api/v1/gate/policy/accept'],
  tool: false,
  input: z.object({
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a sha256 in small hexadecimal digits')
      .describe('sha256 of the text that you read'),
  }),
  output: z.object({
    workspace: z.string(),
    root: z.string(),
    hash: z.string(),
    mode: z.enum(modes),
    profile: z.enum(profiles),
    replaced: z.string().nullable().describe('The hash of what was in force before'),
  }),
  async run({ hash }, context) {
    const place = await ownPlace(context)
    const { id: workspace, root } = place.workspace
    const file = await readAcceptable(root)
    if (file.hash !== hash) throw policyChanged()
    const replaced = await accept(place, file)
    const { mode, profile } = file.policy
    return { workspace, root, hash, mode, profile, replaced }
  },
})
