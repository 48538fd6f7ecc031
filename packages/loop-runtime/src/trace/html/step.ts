import { answerOf, sayEvent } from '../say-event.ts'
import { resultOf, subjectOf } from '../subject.ts'
import { fieldsOf, listOf, textOf } from '../trace-event.ts'
import { type Html, html, nothing } from './escape.ts'
import type { Step } from './steps.ts'

/** One step: a line that says what it was and what came of it, and beneath it its diff, its output and its gates. */
export function stepHtml(step: Step): Html {
  const begun = payloadOf(step, 'iteration_started')
  return html`${
    begun !== undefined &&
    html`<h2>Iteration ${textOf(begun, 'iteration')}</h2>
`
  }<details><summary>${titleOf(step)}</summary><div>
${wordsHtml(step)}${diffHtml(diffOf(step).trimEnd())}${outputHtml(step)}${gatesHtml(step)}${eventsHtml(step)}</div></details>
`
}

function gatesHtml(step: Step): Html {
  const spoke = step.filter(({ type }) => gates.has(type))
  return spoke.length === 0 ? nothing : html`<h3>Gates</h3><ul>${spoke.map(gateHtml)}</ul>`
}

const gates = new Set([
  ...['security_eval', 'approval_requested', 'approval_result', 'tool_denied', 'loop_eval', 'quality_eval', 'governance_decision'],
  ...['final_eval', 'final_rejected', 'budget_warning', 'budget_exceeded', 'stuck_nudge', 'evidence_stale', 'finding'],
])

function payloadOf(step: Step, type: string): Readonly<Record<string, unknown>> | undefined {
  return step.findLast((event) => event.type === type)?.payload
}

function titleOf(step: Step): Html {
  const call = payloadOf(step, 'tool_call')
  const judged = payloadOf(step, 'loop_eval') ?? payloadOf(step, 'final_eval')
  const result = payloadOf(step, 'tool_result')
  const parts = call ? [textOf(call, 'tool').replace(/^repo_/, ''), subjectOf(call.args)] : [plainTitle(step)]
  const approval = payloadOf(step, 'approval_result')
  const came = [approval ? answerOf(approval) : '', result ? resultOf(result) : '', judged ? textOf(judged, 'score') : ''].filter(Boolean)
  const tone = judged === undefined ? 'quiet' : judged.gate === 'pass' || judged.accepted === true ? 'good' : 'careful'
  return html`${parts.filter(Boolean).join(' ')} <span class="${tone}">${came.join(' · ')}</span>`
}

/** What is no action is named by what it ended with. */
function plainTitle(step: Step): string {
  if (payloadOf(step, 'final_eval')) return 'Final answer'
  if (step[0]?.id === 1) return 'Start'
  const last = step.at(-1)!
  return `${last.type} ${sayEvent(last).text}`
}

function wordsHtml(step: Step): Html {
  const summary = textOf(payloadOf(step, 'decision_parsed') ?? {}, 'summary')
  return summary === '' ? nothing : html`<p class="answer">${summary}</p>`
}

function diffOf(step: Step): string {
  const args = fieldsOf(payloadOf(step, 'tool_call')?.args)
  const preview = textOf(payloadOf(step, 'approval_requested') ?? {}, 'preview')
  const shown = textOf(fieldsOf(payloadOf(step, 'tool_result')?.output), 'diff')
  return preview || shown || textOf(args, 'patch') || listOf(args.edits).map(editAsDiff).join('\n')
}

function editAsDiff(edit: unknown): string {
  const fields = fieldsOf(edit)
  const marked = (sign: string, text: string) => (text === '' ? [] : text.split('\n').map((line) => sign + line))
  const [search, replace] = [textOf(fields, 'search'), textOf(fields, 'replace')]
  return [textOf(fields, 'path'), ...marked('-', search), ...marked('+', replace)].join('\n')
}

function diffHtml(diff: string): Html {
  if (diff === '') return nothing
  return html`<h3>Diff</h3><pre>${diff.split('\n').map(diffLine)}</pre>`
}

function diffLine(line: string): Html {
  if (line.startsWith('+') && !line.startsWith('+++ ')) return html`<ins>${line}</ins>`
  return line.startsWith('-') && !line.startsWith('--- ') ? html`<del>${line}</del>` : html`${line}\n`
}

function outputHtml(step: Step): Html {
  const result = payloadOf(step, 'tool_result')
  const output = fieldsOf(result?.output)
  const names = ['stdout', 'stderr', 'content'].filter((name) => textOf(output, name) !== '')
  const error = result?.ok === false ? resultOf(result) : ''
  return html`${error !== '' && html`<p class="careful">${error}</p>`}${names.map((name) => html`<h3>${name}</h3><pre>${textOf(output, name)}</pre>`)}`
}

function gateHtml(event: Step[number]): Html {
  const { text, tone } = sayEvent(event)
  return html`<li><code>${event.type}</code> <span class="${tone}">${text}</span></li>`
}

/** All that was recorded, for whoever doubts the rest. */
function eventsHtml(step: Step): Html {
  return html`<details><summary class="quiet">${step.length} events</summary>${step.map(eventHtml)}</details>`
}

function eventHtml({ id, timestamp, type, payload }: Step[number]): Html {
  return html`<h3>${id} <code>${type}</code> ${timestamp.slice(11, 19)}</h3><pre>${JSON.stringify(payload, null, 2)}</pre>
`
}
