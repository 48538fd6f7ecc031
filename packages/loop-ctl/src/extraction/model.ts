import type { EffectContext, TransactionContext } from 'loop-core'
import { LoopError } from 'loop-core'
import { ask, type Patience, type Question, type Reply } from 'loop-core/model'
import { CtlConfig } from '../config.ts'
import { AnswerForm, type Draft, draftsIn } from './answer.ts'
import { promptFor } from './prompt.ts'

/** Whom to ask, and as whom. */
export type Model = Pick<Question, 'key' | 'baseUrl' | 'model'>

/** The model that whoever runs the server has chosen; undefined where there is no key. */
export function modelOf({ config }: Pick<TransactionContext, 'config'>): Model | undefined {
  const { ANTHROPIC_API_KEY: key, LOOP_ANTHROPIC_BASE_URL: baseUrl, LOOPCTL_MODEL: model } = config(CtlConfig)
  return key ? { key, baseUrl, model } : undefined
}

type Asking = Pick<EffectContext, 'log' | 'signal' | 'newId'>

const maxTokens = 8_000
const patience: Patience = { oneTry: 110_000, whole: 120_000, pause: 5_000 }

/** Asks for articles about some material. Throws `unavailable` where another try may help, else `invalid_input`. */
export async function draftArticles(
  { log, signal, newId }: Asking,
  model: Model,
  { material, most }: { material: Record<string, unknown>; most: number },
): Promise<Draft[]> {
  const prompt = promptFor(material, { most, nonce: newId() })
  const reply = await ask({ ...model, ...prompt, schema: AnswerForm, maxTokens, log, signal }, patience)
  if (reply.outcome !== 'answered') throw failureOf(reply)
  const drafts = draftsIn(reply.text)
  if (drafts === undefined) throw unusable('The answer of the model cannot be read.')
  return drafts.slice(0, most)
}

function failureOf(reply: Exclude<Reply, { outcome: 'answered' }>): LoopError {
  if (reply.outcome === 'rejected') return unusable('The model rejects the key of this server.')
  if (reply.outcome === 'no_answer') return unusable('The model refused, or had more to say than it may.')
  if (reply.mayPass) return new LoopError('unavailable', 'The model cannot be reached at present.', { code: 'model_unavailable' })
  return unusable('The model takes no such question.')
}

function unusable(message: string): LoopError {
  return new LoopError('invalid_input', message, { code: 'no_drafts' })
}
