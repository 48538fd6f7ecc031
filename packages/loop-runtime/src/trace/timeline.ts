import type { RunRow } from '../storage/tables.ts'
import { type Paint, plain } from '../view/paint.ts'
import { plainLine } from '../view/plain-text.ts'
import { exportedEvents } from './exported-events.ts'
import { sayEvent } from './say-event.ts'
import { fieldsOf, type TraceEvent, textOf } from './trace-event.ts'
import type { TracePages } from './trace-text.ts'

/** One event in one line, for whoever reads a log and no terminal. */
export function eventLine(event: TraceEvent): string {
  return `${plainLine(event.type, 60)} ${sayEvent(event).text}`.trimEnd()
}

/** A run as a person reads it on a terminal: a heading, each iteration with what came of it, and how it ended. */
export async function* timeline(run: RunRow, pages: TracePages, paint: Paint = plain): AsyncGenerator<string> {
  yield heading(run, paint)
  for await (const page of pages)
    yield exportedEvents(page)
      .map((event) => momentOf(event, paint))
      .join('')
  yield ending(run, paint)
}

function heading({ id, goal, model, workspace, created_at }: RunRow, paint: Paint): string {
  return `${paint('strong', plainLine(goal))}\n${paint('quiet', plainLine(`${id} · ${model} · ${workspace} · ${created_at}`))}\n`
}

function momentOf({ timestamp, type, payload }: { timestamp: string; type: string; payload: unknown }, paint: Paint): string {
  const event = { type, payload: fieldsOf(payload) }
  if (type === 'iteration_started') return `\n${paint('strong', `Iteration ${plainLine(textOf(event.payload, 'iteration'))}`)}\n`
  const { text, tone } = sayEvent(event)
  return `  ${paint('quiet', timestamp.slice(11, 19))}  ${paint(tone, plainLine(type, 60).padEnd(20))} ${paint(tone === 'good' ? 'plain' : tone, text)}`
    .trimEnd()
    .concat('\n')
}

function ending({ status, reason, final_answer }: RunRow, paint: Paint): string {
  const tone = status === 'completed' ? 'good' : 'bad'
  const words = plainLine(final_answer ?? reason ?? '', 2_000)
  return `\n${paint(tone, status)}${words === '' ? '' : `: ${words}`}\n`
}
