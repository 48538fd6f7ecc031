import { operation, secret, text } from 'loop-core'
import { admitTenant, reserveTenant, takeEnrolment } from 'loop-core/accounts'
import { z } from 'zod'
import { GivenAuthenticator, requireFewAuthenticators, verifyAuthenticators } from '../../signup/authenticators.ts'
import { onboardingToken } from '../../signup/onboarding-token.ts'
import { over, taken } from '../../signup/refusals.ts'
import { requireRelyingParty } from '../../signup/relying-party.ts'
import { setUp } from '../../signup/set-up.ts'

export const finishSignup = operation({
  name: 'finish_signup',
  title: 'Finish signup',
  summary: 'What the page at /signup sends last: what 1 to 5 authenticators answered. The address in the answer shows the first key.',
  command: 'signup finish',
  kind: 'effect',
  roles: ['public'],
  rest: ['POST /api/v1/signup/finish'],
  status: 201,
  tool: false,
  input: z.object({ signup_id: text(64, 1), authenticators: z.array(GivenAuthenticator).max(20) }),
  output: z.object({
    tenant: z.object({ id: text(64), slug: text(64), name: z.string(), status: z.string() }),
    onboarding_url: secret(z.string()),
  }),
  async run({ signup_id, authenticators: given }, context) {
    const party = requireRelyingParty(context)
    requireFewAuthenticators(given)
    const storage = context.door()
    const enrolment = await takeEnrolment(storage, signup_id, context.now())
    if (enrolment === undefined) throw over()
    const authenticators = await verifyAuthenticators(given, party, enrolment.challenges)
    const { tenant: id, name, email } = enrolment
    await reserveTenant(storage, { id, name, email, status: 'pending_enrollment' }, context.now()).catch(taken)
    const token = await context.transactionIn(id, async (inside) => {
      await setUp(inside, enrolment, authenticators)
      return onboardingToken(inside, id)
    })
    if (!(await admitTenant(storage, id))) throw over()
    const onboarding_url = `${party.origin}/tenants/${id}/onboarding?token=${token}`
    return { tenant: { id, slug: id, name, status: 'active' }, onboarding_url }
  },
})
