import type { LoopEvent, Subscriber } from 'loop-core'
import type { Verdict } from '../words.ts'
import { type Doer, doerById, doerOf } from './doer.ts'
import { historyOf, nextAfter } from './history.ts'
import { noteEvent, openFor, type SubscriberContext, textIn } from './note.ts'
import { judge } from './verdict.ts'

const claims = ['story.review_requested'] as const
const verdicts = ['story.verified', 'story.rejected'] as const

/** What loop-ctl says of stories. */
export const onCtl: Record<string, Subscriber> = {
  'story.review_requested': async (event, context) => {
    const doer = await doerOf(context.db, event)
    if (doer === undefined) return
    const { about } = doer
    await noteEvent(await openFor(context, doer), event, { kind: 'completion', about, ...(await storyOf(event, context)) })
  },
  'story.verified': (event, context) => judgeStory(event, context, 'confirmed'),
  'story.rejected': (event, context) => judgeStory(event, context, 'refuted'),
}

/** The verdict of somebody else is about whoever did the work. */
async function judgeStory(event: LoopEvent, context: SubscriberContext, outcome: Verdict): Promise<void> {
  const { claim, doer } = await workBefore(event, context)
  // What was taken over as done before is nobody's work here.
  if (doer === undefined) return
  const learning = await openFor(context, doer)
  const { about } = doer
  const story = await storyOf(event, context)
  const reason = textIn(event, 'reason')
  if (outcome === 'refuted' && reason) await noteEvent(learning, event, { kind: 'struggle', about, content: reason, refs: story.refs })
  if (await isOvertaken(event, context)) return
  await judge(learning, event, { about, ...story, outcome, claim })
}

/** Who worked on a story before it was judged, and how they handed it in, where they did. */
async function workBefore(event: LoopEvent, { db }: SubscriberContext): Promise<{ claim?: LoopEvent; doer: Doer | undefined }> {
  const history = await historyOf(db, event, [...claims, 'story.status_changed'])
  const last = history.find((past) => isClaim(past) || textIn(past, 'assigned_agent_id') !== undefined)
  if (last === undefined) return { doer: undefined }
  if (isClaim(last)) return { claim: last, doer: await doerOf(db, last) }
  return { doer: await doerById(db, textIn(last, 'assigned_agent_id')!) }
}

function isClaim({ type }: LoopEvent): boolean {
  return (claims as readonly string[]).includes(type)
}

/** Events may arrive in any order: a verdict that another followed says nothing any more. */
async function isOvertaken(event: LoopEvent, { db }: SubscriberContext): Promise<boolean> {
  const next = await nextAfter(db, event, [...verdicts, ...claims])
  return next !== undefined && !isClaim(next)
}

/** A story by its title, where the log has it, so that notes on the same are found to be so. */
async function storyOf(event: LoopEvent, { db }: SubscriberContext) {
  const [created] = await historyOf(db, event, ['story.created'])
  const title = created && textIn(created, 'title')
  return { content: title ?? `story ${event.entity}`, refs: [{ type: 'story', id: event.entity }] }
}
