import type { LoopEvent, Subscriber } from 'loop-core'
import { type Doer, doerOf } from './doer.ts'
import { keepConfidence } from './forecast.ts'
import { historyOf } from './history.ts'
import { noteEvent, openFor, type SubscriberContext, textIn } from './note.ts'
import { confirm, judge } from './verdict.ts'

const failures = ['abandoned', 'failed', 'budget_exceeded']

/** What loop-runtime says of runs. Each final answer is one claim to be done: one that is turned down is refuted as it is made. */
export const onRuntime: Record<string, Subscriber> = {
  'run.finished': async (event, context) => {
    const status = textIn(event, 'status') ?? ''
    if (status === 'completed') await finish(event, context)
    else if (failures.includes(status)) await fail(event, context, status)
  },
  'run.final_rejected': async (event, context) => {
    const doer = await starterOf(event, context)
    if (doer === undefined) return
    const learning = await openFor(context, doer)
    const said = { about: doer.about, refs: refsOf(event) }
    await noteEvent(learning, event, { ...said, kind: 'completion', content: `run ${event.entity}`, outcome: 'refuted' })
    await keepConfidence(learning, event, { ...said, outcome: 'false' })
  },
  'run.verified': async (event, context) => {
    if (event.details?.verified !== false) return
    const doer = await starterOf(event, context)
    if (doer === undefined) return
    const [claim] = await historyOf(context.db, event, ['run.finished'])
    const said = { about: doer.about, content: `run ${event.entity}`, refs: refsOf(event) }
    await judge(await openFor(context, doer), event, { ...said, outcome: 'refuted', claim })
  },
}

async function finish(event: LoopEvent, context: SubscriberContext): Promise<void> {
  const doer = await starterOf(event, context)
  if (doer === undefined) return
  const learning = await openFor(context, doer)
  const said = { about: doer.about, refs: refsOf(event) }
  await confirm(learning, event, { ...said, content: `run ${event.entity}` })
  await keepConfidence(learning, event, { ...said, outcome: 'true' })
}

async function fail(event: LoopEvent, context: SubscriberContext, status: string): Promise<void> {
  const doer = await starterOf(event, context)
  if (doer === undefined) return
  const said = { about: doer.about, content: `run ended: ${status}`, topic: `run-${status}`, refs: refsOf(event) }
  await noteEvent(await openFor(context, doer), event, { ...said, kind: 'struggle' })
}

/** Whoever began the run: a job that drives it is nobody, and whoever verifies it is somebody else. */
async function starterOf(event: LoopEvent, { db }: SubscriberContext): Promise<Doer | undefined> {
  const [started] = await historyOf(db, event, ['run.started'])
  return doerOf(db, started ?? event)
}

function refsOf({ entity, task }: LoopEvent) {
  return [{ type: 'run', id: entity }, ...(task === undefined ? [] : [{ type: 'task', id: task }])]
}
