import { createCipher, LoopError } from 'loop-core'
import type { Learning } from '../learning.ts'
import { changeLearner } from '../storage/learners.ts'

/** Keeps the person's own key for the model, encrypted and bound to them; null takes it away. */
export async function setOwnKey({ db, learner, settings, at }: Learning, key: string | null): Promise<void> {
  if (key === null)
    return changeLearner(db, learner, { key_ciphertext: null, key_hint: null, key_set_at: null, key_status: null, updated_at: at })
  const { LOOP_ENCRYPTION_KEY: encryption } = settings
  if (encryption === undefined) throw noEncryptionKey()
  const key_ciphertext = createCipher(encryption).encrypt(key, placeOf(learner))
  await changeLearner(db, learner, { key_ciphertext, key_hint: key.slice(-4), key_set_at: at, key_status: 'unused', updated_at: at })
}

/** The person's own key; undefined where there is none, or none that can be read. */
export function ownKey({ learner, profile, settings }: Pick<Learning, 'learner' | 'profile' | 'settings'>): string | undefined {
  if (profile.key_ciphertext === null || settings.LOOP_ENCRYPTION_KEY === undefined) return undefined
  try {
    return createCipher(settings.LOOP_ENCRYPTION_KEY).decrypt(profile.key_ciphertext, placeOf(learner))
  } catch (error) {
    if (LoopError.is(error) && error.code === 'secret_unreadable') return undefined
    throw error
  }
}

function placeOf(learner: string) {
  return { table: 'learn_learners', column: 'key_ciphertext', row: learner }
}

function noEncryptionKey(): LoopError {
  return new LoopError('unavailable', 'A key cannot be kept here: the server has no LOOP_ENCRYPTION_KEY. Ask whoever runs it.', {
    code: 'no_encryption_key',
  })
}
