import type { Learning } from '../learning.ts'
import { ownKey } from './own-key.ts'
import type { KeyOwner, Skip } from './words.ts'

export interface ModelKey {
  key: string
  whose: KeyOwner
}

type Asking = Pick<Learning, 'learner' | 'profile' | 'settings'>

/** With which key a model may be asked for this learner, or why it may not: the server's never stands in for one of their own that was rejected. */
export function keyFor(learning: Asking): ModelKey | Skip {
  const skip = skipOf(learning)
  if (skip !== undefined) return skip
  const { profile, settings } = learning
  if (profile.key_ciphertext === null) return { key: settings.ANTHROPIC_API_KEY!, whose: 'server' }
  const own = ownKey(learning)
  return own === undefined ? 'rejected' : { key: own, whose: 'own' }
}

/** Why no model may be asked, as far as that can be told without reading a key; undefined where one may. */
export function skipOf({
  profile,
  settings,
}: Pick<Learning, 'profile' | 'settings'>): Extract<Skip, 'local' | 'off' | 'rejected'> | undefined {
  if (settings.LOOP_ANALYSIS === 'local' || profile.analysis === 'local') return 'local'
  if (settings.LOOP_MODEL_DAILY_TOKENS === 0 || settings.LOOP_MODEL_DAILY_CALLS === 0) return 'off'
  if (profile.key_ciphertext !== null) return profile.key_status === 'rejected' ? 'rejected' : undefined
  return settings.ANTHROPIC_API_KEY && settings.LOOP_MODEL_SERVER_DAILY_TOKENS > 0 ? undefined : 'off'
}
