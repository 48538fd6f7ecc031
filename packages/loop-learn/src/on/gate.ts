import type { LoopEvent, Subscriber } from 'loop-core'
import type { ForecastOutcome } from '../words.ts'
import { doerOf } from './doer.ts'
import { keepConfidence } from './forecast.ts'
import { noteEvent, openFor, type Said, type SubscriberContext, textIn } from './note.ts'

const early = 'stopped-early'

/** What loop-gate says of stops. A stop that was found complete speaks against stopping early. */
export const onGate: Record<string, Subscriber> = {
  'stop.denied': (event, context) => noteStop(event, context, { kind: 'struggle', content: issuesOf(event), topic: early }),
  'stop.approved': async (event, context) => {
    if (textIn(event, 'outcome') !== 'complete') return
    await noteStop(event, context, { kind: 'completion', content: 'the work was found complete', topic: early })
  },
  'gap.filed': async (event, context) => {
    const content = textIn(event, 'blocker')
    const doer = await doerOf(context.db, event)
    if (doer === undefined || content === undefined) return
    const refs = [{ type: 'gap', id: event.entity }]
    await noteEvent(await openFor(context, doer), event, { kind: 'struggle', about: doer.about, content, topic: 'blocked', refs })
  },
}

async function noteStop(event: LoopEvent, context: SubscriberContext, said: Omit<Said, 'refs'>): Promise<void> {
  const doer = await doerOf(context.db, event)
  if (doer === undefined) return
  const learning = await openFor(context, doer)
  const { about } = doer
  const refs = [{ type: 'stop', id: event.entity }]
  const outcome: ForecastOutcome = said.kind === 'completion' ? 'true' : 'false'
  await noteEvent(learning, event, { ...said, about, refs })
  await keepConfidence(learning, event, { about, refs, outcome })
}

function issuesOf({ after }: LoopEvent): string {
  const issues = Array.isArray(after?.issues) ? after.issues.filter((code) => typeof code === 'string') : []
  return issues.join(', ') || 'stop denied'
}
