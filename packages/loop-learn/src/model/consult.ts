import type { EffectContext, Reservation, TransactionContext } from 'loop-core'
import { ask, type Reply } from 'loop-core/model'
import { type Learning, learningOf } from '../learning.ts'
import { markKey } from '../storage/model-budget.ts'
import { answerSchemas, readAnswer } from './answer.ts'
import { type Reserved, reserve } from './budget.ts'
import { type Kept, keep } from './keep.ts'
import { type Material, type Prompt, promptFor } from './prompt.ts'
import { type End, settle } from './settle.ts'
import { keyFor, type ModelKey } from './whose-key.ts'
import { answerTokens, type Purpose, type Skip } from './words.ts'

/** What a model said that was kept, or why there is nothing of it. */
export type Consulted = { used: 'model'; kept: Kept; sent: string[] } | { used: 'local'; skipped: Skip; mayPass: boolean }

export interface Consultation {
  learner: string
  purpose: Purpose
  /** That of the learner when the work was asked for; whatever it is now unless said. */
  generation?: number | undefined
  /** Reads what the call is about. */
  gather(learning: Learning): Promise<Material>
}

type Context = Omit<EffectContext, 'actor'>

/**
 * Asks a model on behalf of one learner, if it may be asked and their budget allows it. Never within a transaction.
 *
 * What was used is counted whatever came of it, and the caller's own result stands where nothing did.
 */
export async function consult(context: Context, consultation: Consultation): Promise<Consulted> {
  const prepared = await context.transaction((transaction) => prepare(transaction, consultation))
  if (typeof prepared === 'string') return local(prepared)
  const shared = await reserveShared(context, prepared)
  if (shared === 'over') return settled(context, prepared, { outcome: 'over_quota' }, local('budget'))
  const reply = await askWith(context, prepared)
  const kept = await keptOf(reply, prepared)
  await shared?.settle(usedOf(reply, prepared))
  return settled(context, prepared, endOf(reply, kept, prepared), kept ? saidOf(kept, prepared) : skippedBy(reply, prepared))
}

interface Prepared extends Consultation {
  key: ModelKey
  ciphertext: string | null
  prompt: Prompt
  reserved: Reserved
  settings: Learning['settings']
}

async function prepare(transaction: Omit<TransactionContext, 'actor'>, consultation: Consultation): Promise<Prepared | Skip> {
  const learning = await learningOf(transaction, consultation.learner)
  const { profile, settings, newId } = learning
  if (profile.generation !== (consultation.generation ?? profile.generation)) return 'nothing_to_send'
  const key = keyFor(learning)
  if (key === 'rejected') await markRejected(learning)
  if (typeof key === 'string') return key
  const material = await consultation.gather(learning)
  if (material.notes.length === 0) return 'nothing_to_send'
  const prompt = promptFor(consultation.purpose, material, newId())
  const reserved = await reserve(learning, { purpose: consultation.purpose, whose: key.whose, estimate: prompt.estimate })
  return reserved ? { ...consultation, key, ciphertext: profile.key_ciphertext, prompt, reserved, settings } : 'budget'
}

/** A key that cannot be read, since the server's key for keys is another one now, is as good as rejected. */
async function markRejected({ db, learner, profile }: Learning): Promise<void> {
  await markKey(db, learner, { ciphertext: profile.key_ciphertext!, status: 'rejected' })
}

/** Everybody who uses the server's key shares what it may cost; nobody's own key counts there. */
async function reserveShared({ quota }: Context, { key, reserved, settings }: Prepared): Promise<Reservation | undefined | 'over'> {
  if (key.whose === 'own') return undefined
  return (await quota.reserve({ name: 'model', limit: settings.LOOP_MODEL_SERVER_DAILY_TOKENS, amount: reserved.tokens })) ?? 'over'
}

async function askWith({ log, signal }: Context, { key, prompt, purpose, settings }: Prepared): Promise<Reply> {
  return ask({
    key: key.key,
    baseUrl: settings.LOOP_ANTHROPIC_BASE_URL,
    model: settings.LOOP_MODEL,
    system: prompt.system,
    content: prompt.content,
    schema: answerSchemas[purpose],
    maxTokens: answerTokens,
    log,
    signal,
  })
}

async function keptOf(reply: Reply, { prompt, purpose }: Prepared): Promise<Kept | undefined> {
  const proposals = reply.outcome === 'answered' ? readAnswer(reply.text, purpose) : undefined
  return proposals && keep(proposals, prompt)
}

/** Where nobody can tell whether the question arrived, it counts as read. */
function usedOf({ tokens }: Reply, { reserved }: Prepared): number {
  return tokens ? tokens.input + tokens.output : reserved.tokens - answerTokens
}

function endOf(reply: Reply, kept: Kept | undefined, prepared: Prepared): End {
  const outcome = reply.outcome === 'answered' && !kept ? 'no_answer' : reply.outcome
  const tokens = reply.tokens ?? { input: usedOf(reply, prepared), output: 0 }
  const items = kept ? { kept: kept.spots.length + kept.nudges.length + kept.narrative.length, dropped: kept.dropped } : {}
  return { outcome, tokens, ...items }
}

function saidOf(kept: Kept, { prompt }: Prepared): Consulted {
  return { used: 'model', kept, sent: prompt.notes.map(({ id }) => id) }
}

function skippedBy(reply: Reply, { key }: Prepared): Consulted {
  if (reply.outcome === 'rejected') return local(key.whose === 'own' ? 'rejected' : 'unavailable')
  return reply.outcome === 'failed' ? { ...local('unavailable'), mayPass: reply.mayPass } : local('no_answer')
}

async function settled(context: Context, prepared: Prepared, end: End, result: Consulted): Promise<Consulted> {
  await context.transaction((transaction) => settle(transaction, prepared, end))
  return result
}

function local(skipped: Skip) {
  return { used: 'local' as const, skipped, mayPass: false }
}
