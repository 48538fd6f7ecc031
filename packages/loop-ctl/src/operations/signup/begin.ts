import { operation, text } from 'loop-core'
import { beginEnrolment } from 'loop-core/accounts'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { creationOptions } from '../../signup/authenticators.ts'
import { taken } from '../../signup/refusals.ts'
import { requireRelyingParty } from '../../signup/relying-party.ts'

const minutes = 10

export const beginSignup = operation({
  name: 'begin_signup',
  title: 'Begin signup',
  summary:
    'What the page at /signup asks first: options for navigator.credentials.create(), one for each authenticator. Then finish_signup.',
  command: 'signup begin',
  kind: 'effect',
  roles: ['public'],
  rest: ['POST /api/v1/signup/begin'],
  status: 201,
  perAddress: { calls: 5, seconds: 3_600, code: 'signup_limit' },
  tool: false,
  input: z.object({ name: field.said(120), slug: field.slug, email: field.email }),
  output: z.object({ signup_id: text(64), expires_at: z.string(), options: z.array(z.looseObject({ challenge: z.string() })) }),
  async run({ name, slug, email }, context) {
    const options = await creationOptions(requireRelyingParty(context), { name, email })
    const signup_id = context.newId()
    const expires_at = new Date(context.now().getTime() + minutes * 60_000).toISOString()
    const challenges = options.map(({ challenge }) => challenge)
    await beginEnrolment(context.door(), { id: signup_id, tenant: slug, name, email, challenges, expires_at }).catch(taken)
    return { signup_id, expires_at, options: options as never }
  },
})
