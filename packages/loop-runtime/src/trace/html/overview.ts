import type { RunRow } from '../../storage/tables.ts'
import { fieldsOf, listOf, textOf } from '../trace-event.ts'
import { type Html, html, nothing } from './escape.ts'

/** What became of a run: its outcome, what it was held to, what should be known of it, and what it used. */
export function overview(run: RunRow): Html {
  const report = fieldsOf(parsed(run.report))
  return html`<title>${run.goal.slice(0, 100)}</title>
<h1>${run.goal}</h1>
<p class="outcome ${run.status === 'completed' ? 'good' : 'bad'}">${run.status}</p>
${run.reason !== null && html`<p>${run.reason}</p>`}
${run.final_answer !== null && html`<p class="answer">${run.final_answer}</p>`}
<p class="quiet">${[run.id, run.model, run.workspace, run.created_at, ...(run.ended_at === null ? [] : [run.ended_at])].join(' · ')}</p>
${criteria(report)}${findings(report)}${budget(run)}
<h2>Steps</h2>
`
}

function criteria({ criteria }: Readonly<Record<string, unknown>>): Html {
  const rows = listOf(criteria).map(fieldsOf)
  if (rows.length === 0) return nothing
  return html`<h2>Criteria</h2><ul>${rows.map(criterion)}</ul>
`
}

function criterion(row: Readonly<Record<string, unknown>>): Html {
  const tone = row.pass === true ? 'good' : row.required === true ? 'bad' : 'careful'
  const further = [textOf(row, 'feedback'), ...listOf(row.evidence).map(String)].filter((text) => text !== '')
  return html`<li><b>${textOf(row, 'id')}</b> <span class="${tone}">${textOf(row, 'verdict')}</span>${row.required !== true && html` <span class="quiet">optional</span>`}
<p>${textOf(row, 'description')}</p>${further.map((text) => html`<p class="quiet">${text}</p>`)}</li>`
}

function findings({ findings }: Readonly<Record<string, unknown>>): Html {
  const names = listOf(findings).map(String)
  if (names.length === 0) return nothing
  return html`<h2>Findings</h2><ul>${names.map((name) => html`<li class="careful">${name}</li>`)}</ul>
`
}

function budget({ counters, task }: RunRow): Html {
  const used = fieldsOf(parsed(counters))
  const most = fieldsOf(fieldsOf(parsed(task)).budget)
  const of = (name: string) => Number(used[name] ?? 0)
  const rows: [string, number, unknown][] = [
    ['Iterations', of('iteration'), most.maxIterations],
    ['Seconds', Math.round(of('active_ms') / 1_000), most.maxWallSeconds],
    ['Tokens', of('input_tokens') + of('output_tokens'), most.maxTokens],
    ['US dollars', of('cost_micros') / 1_000_000, most.maxCostUsd],
    ['Tool calls', of('tool_calls'), most.maxToolCalls],
  ]
  return html`<h2>Budget</h2><ul>${rows.map(use)}</ul>
`
}

function use([name, used, most]: [string, number, unknown]): Html {
  if (typeof most !== 'number') return html`<li>${name} ${used}</li>`
  return html`<li>${name} ${used} of ${most} <meter min="0" max="${most}" value="${used}"></meter></li>`
}

function parsed(json: string | null): unknown {
  return json === null ? undefined : JSON.parse(json)
}
