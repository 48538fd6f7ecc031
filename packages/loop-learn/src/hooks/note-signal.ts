import { clean } from '../clean/clean.ts'
import { slugOf } from '../clean/slug.ts'
import type { Learning } from '../learning.ts'
import { type Note, record } from '../observe/record.ts'
import { addSignal, changeSignal, findSignal } from '../storage/signals.ts'
import { type Signal, spanOf, stepOf } from './error-loop.ts'
import type { HookEvent } from './payload.ts'
import { signalKeyOf } from './signature.ts'

type ToolEvent = Extract<HookEvent, { kind: 'tool' }>

/** Counts what a tool came to, and notes where somebody is stuck with it, or is not any more. */
export async function noteSignal(learning: Learning, event: ToolEvent): Promise<void> {
  const { db, learner, at } = learning
  const key = signalKeyOf(event)
  const seen = await findSignal(db, learner, key)
  const { next, note } = stepOf(seen, { failed: event.failed, at })
  if (seen === undefined && next === undefined) return
  const isOurs = seen ? await changeSignal(db, learner, { seen, next }) : await addSignal(db, learner, { ...key, ...next! })
  // Of two hooks at once one is first; the other counts on from what that left.
  if (!isOurs) return noteSignal(learning, event)
  if (note === 'struggle') await noteLoop(learning, event, struggleOf(event, next!))
  if (note === 'completion') await noteLoop(learning, event, completionOf(event, seen!))
}

function struggleOf({ label }: ToolEvent, signal: Signal): Pick<Note, 'kind' | 'content'> {
  return { kind: 'struggle', content: `\`${label}\` failed ${signal.failures} times ${spanOf(signal)}` }
}

function completionOf({ label }: ToolEvent, { failures }: Signal): Pick<Note, 'kind' | 'content' | 'outcome'> {
  return { kind: 'completion', content: `\`${label}\` passed after ${failures} failures`, outcome: 'confirmed' }
}

async function noteLoop(learning: Learning, { label }: ToolEvent, note: Pick<Note, 'kind' | 'content' | 'outcome'>): Promise<void> {
  const [{ text: content }, { text: name }] = await Promise.all([clean(note.content), clean(label)])
  if (content === '') return
  const topic = `fails:${[...slugOf(name)].slice(0, 54).join('')}`
  await record(learning, { ...note, content, topic, source: 'hook' })
}
