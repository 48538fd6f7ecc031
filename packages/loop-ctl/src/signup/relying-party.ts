import { type EffectContext, LoopError } from 'loop-core'
import { CtlConfig } from '../config.ts'

/** Whom authenticators sign for: the address under which people reach this server, and the name in it. */
export interface RelyingParty {
  origin: string
  id: string
}

/** The relying party, where the operator has opened the signup. */
export function findRelyingParty({ config }: Pick<EffectContext, 'config'>): RelyingParty | undefined {
  const origin = config(CtlConfig).LOOPCTL_SIGNUP_ORIGIN
  return origin === undefined ? undefined : { origin, id: new URL(origin).hostname }
}

/** The relying party. Throws `forbidden signup_closed`. */
export function requireRelyingParty(context: Pick<EffectContext, 'config'>): RelyingParty {
  const party = findRelyingParty(context)
  if (party !== undefined) return party
  throw new LoopError('forbidden', 'Forbidden: nobody can sign up here', {
    code: 'signup_closed',
    hints: ['Its operator opens it with LOOPCTL_SIGNUP_ORIGIN, the address of this server in a browser, such as https://loop.example.com.'],
  })
}
