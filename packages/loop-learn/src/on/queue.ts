import type { LoopEvent, Subscriber } from 'loop-core'
import { type Doer, doerById, doerOf } from './doer.ts'
import { historyOf } from './history.ts'
import { noteEvent, openFor, type Said, type SubscriberContext, textIn } from './note.ts'
import { confirm, judge } from './verdict.ts'

/** What loop-queue says of tasks. */
export const onQueue: Record<string, Subscriber> = {
  'task.shipped': async (event, context) => {
    const doer = await shipperOf(event, context)
    if (doer === undefined) return
    await confirm(await openFor(context, doer), event, { about: doer.about, content: titleOf(event), refs: refsOf(event) })
  },
  'task.sent_back': async (event, context) => {
    // Who gives back what was still in work has not said that it was done.
    if (textIn(event, 'from') !== 'shipped') return
    const [claim] = await historyOf(context.db, event, ['task.shipped'])
    const doer = claim && (await shipperOf(claim, context))
    if (doer === undefined) return
    const said = { about: doer.about, content: titleOf(event), refs: refsOf(event) }
    await judge(await openFor(context, doer), event, { ...said, outcome: 'refuted', claim })
  },
  'task.dead': async (event, context) => {
    const content = `${titleOf(event)}: ${textIn(event, 'reason') ?? 'set aside'}`
    await noteTask(event, context, { doer: await holderBefore(event, context), kind: 'struggle', content, topic: 'poison-task' })
  },
  'task.lease_lost': async (event, context) => {
    const holder = textIn(event, 'holder')
    if (textIn(event, 'cause') !== 'expired' || holder === undefined) return
    const doer = await doerById(context.db, holder)
    await noteTask(event, context, { doer, kind: 'struggle', content: titleOf(event), topic: 'lost-claim' })
  },
  'task.held': async (event, context) => {
    const times = (await historyOf(context.db, event, ['task.held'])).length
    if (times === 2) await notePutOff(event, context)
  },
  'task.edited': async (event, context) => {
    if (!movesLater(event)) return
    const times = (await historyOf(context.db, event, ['task.edited'])).filter(movesLater).length
    if (times === 3) await notePutOff(event, context)
  },
}

interface Noted extends Omit<Said, 'refs'> {
  doer: Doer | undefined
}

async function noteTask(event: LoopEvent, context: SubscriberContext, { doer, ...said }: Noted): Promise<void> {
  if (doer === undefined) return
  await noteEvent(await openFor(context, doer), event, { ...said, about: doer.about, refs: refsOf(event) })
}

async function notePutOff(event: LoopEvent, context: SubscriberContext): Promise<void> {
  await noteTask(event, context, { doer: await doerOf(context.db, event), kind: 'avoidance', content: titleOf(event) })
}

/** Whoever had taken the task when it was shipped, else whoever shipped it. */
async function shipperOf(event: LoopEvent, context: SubscriberContext): Promise<Doer | undefined> {
  return event.before?.status === 'in_progress' ? holderBefore(event, context) : doerOf(context.db, event)
}

async function holderBefore(event: LoopEvent, { db }: SubscriberContext): Promise<Doer | undefined> {
  const [claimed] = await historyOf(db, event, ['task.claimed'])
  const holder = claimed && textIn(claimed, 'holder')
  return holder === undefined ? doerOf(db, event) : doerById(db, holder)
}

function movesLater({ before, after }: LoopEvent): boolean {
  const [from, to] = [before?.due_date, after?.due_date]
  return typeof from === 'string' && typeof to === 'string' && to > from
}

function titleOf(event: LoopEvent): string {
  return textIn(event, 'title') ?? `task ${event.entity}`
}

function refsOf({ entity }: LoopEvent) {
  return [{ type: 'task', id: entity }]
}
