import { inOne, operation, streamedText, text } from 'loop-core'
import { findTenant, issueKeyOnce } from 'loop-core/accounts'
import { z } from 'zod'
import { lateForOnboardingPage, onboardingPage } from '../../signup/onboarding-page.ts'
import { isOnboarding } from '../../signup/onboarding-token.ts'
import { requireRelyingParty } from '../../signup/relying-party.ts'
import { founder, newcomer } from '../../signup/set-up.ts'

/** The same for everybody, so that there is one of it. */
const firstKey = { id: 'first-key', name: 'First key', role: 'user', memberId: founder } as const

export const getOnboarding = operation({
  name: 'get_onboarding',
  title: 'Get onboarding page',
  summary: 'The page for the browser behind a signup: what to do next, and once the first key.',
  command: 'tenant onboarding',
  kind: 'effect',
  roles: ['public'],
  rest: ['GET /tenants/:id/onboarding'],
  tool: false,
  input: z.object({ id: text(64), token: text(1_000).default('') }),
  output: streamedText,
  async run({ id, token }, context) {
    const type = 'text/html; charset=utf-8'
    const { origin } = requireRelyingParty(context)
    const late = { type, status: 403, pieces: inOne(lateForOnboardingPage) }
    const tenant = await findTenant(context.door(), id)
    // Nothing is opened for a name that nobody has, and the answer is that to a token that is over.
    if (tenant?.status !== 'active') return late
    const shown = await context.transactionIn(id, async (inside) => {
      if (!(await isOnboarding(inside, id, token))) return undefined
      const issued = await issueKeyOnce(inside.db, { ...firstKey, tenant: id }, inside.now())
      if (issued) inside.emit({ type: 'key.created', entity: firstKey.id, by: newcomer, after: { role: firstKey.role } })
      return { key: issued?.token }
    })
    if (shown === undefined) return late
    return { type, pieces: inOne(onboardingPage({ origin, id, key: shown.key })) }
  },
})
