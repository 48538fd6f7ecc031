import type { LoopEvent, Subscriber } from 'loop-core'
import { clean } from '../clean/clean.ts'
import { type Learning, learningOf } from '../learning.ts'
import { type Note, type Ref, record } from '../observe/record.ts'
import { addLearner } from '../storage/learners.ts'
import type { ObservationRow } from '../storage/tables.ts'
import type { Doer } from './doer.ts'

export type SubscriberContext = Parameters<Subscriber>[1]

/** What an event says; its text is not cleaned yet. */
export type Said = Pick<Note, 'kind' | 'content' | 'topic' | 'outcome'> & { refs: readonly Ref[] }

/** The notes of whoever stands behind an event, whose profile is made at the first one. */
export async function openFor(context: SubscriberContext, { learner }: Doer): Promise<Learning> {
  await addLearner(context.db, learner, context.now().toISOString())
  return learningOf(context, learner)
}

/** Records what an event says, once for each event; undefined where all of it was private. */
export async function noteEvent(
  learning: Learning,
  { id, at }: LoopEvent,
  { about, content, ...said }: Said & Pick<Doer, 'about'>,
): Promise<ObservationRow | undefined> {
  const { text } = await clean(content)
  if (text === '') return undefined
  const short = [...text].slice(0, 4_000).join('')
  const note: Note = { ...said, about, content: short, source: 'event', source_ref: id, observed_at: at }
  return (await record(learning, note)).observation
}

/** The named field of what an event says, where it is a text. */
export function textIn({ after, details }: LoopEvent, name: string): string | undefined {
  const value = after?.[name] ?? details?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The same for a number. */
export function numberIn({ after, details }: LoopEvent, name: string): number | undefined {
  const value = after?.[name] ?? details?.[name]
  return typeof value === 'number' ? value : undefined
}
