import { answerOf, sayEvent, saysNo } from '../trace/say-event.ts'
import { changesOf, outcomeOf, subjectOf } from '../trace/subject.ts'
import { fieldsOf, listOf, type TraceEvent, textOf } from '../trace/trace-event.ts'
import type { Tone } from './paint.ts'
import { plainLine, plainText } from './plain-text.ts'

export interface LiveLine {
  tone: Tone
  text: string
}

/** How much of one limit is used. */
interface Bar {
  name: string
  used: number
  most: number
}

/** A command that runs now. */
interface Running {
  title: string
  seconds: number
  lastLine: string
}

/** What the live view of a run shows. */
export interface LiveState {
  goal: string
  model: string
  sandbox: string
  /** Where the files are changed. */
  isolation: string
  /** One for each step, and one for each gate that said no. */
  lines: readonly LiveLine[]
  running?: Running | undefined
  /** The step that is not over yet, as far as it is known. */
  step: readonly string[]
  iteration: string
  /** The end of what the model is writing. */
  writing: string
  bars: readonly Bar[]
}

export const emptyView: LiveState = {
  ...{ goal: '', model: '', sandbox: '', isolation: 'in place' },
  ...{ lines: [], step: [], iteration: '', writing: '', bars: [] },
}

/** A run of ten thousand steps is no reason to hold ten thousand lines. */
const mostLines = 500

/** What an event changes in the view. */
export function advance(state: LiveState, event: TraceEvent): LiveState {
  const change = changes[event.type]?.(state, event) ?? {}
  const next = { ...state, ...change }
  return isTold(event) ? withLine(next, reasonLine(event)) : next
}

type Change = (state: LiveState, event: TraceEvent) => Partial<LiveState>

const changes: Readonly<Record<string, Change>> = {
  task_created: (_, { payload }) => ({
    goal: textOf(payload, 'goal'),
    isolation: payload.worktree ? `worktree ${textOf(payload, 'worktree')}`.replace(/ true$/, '') : 'in place',
  }),
  model_selected: (_, { payload }) => ({ model: textOf(payload, 'model', 'name') }),
  sandbox_selected: (_, { payload }) => ({ sandbox: textOf(payload, 'kind') }),
  iteration_started: (_, { payload }) => ({ iteration: textOf(payload, 'iteration'), step: [], writing: '' }),
  model_response: () => ({ writing: '' }),
  budget_eval: (_, { payload }) => ({ bars: barsOf(payload) }),
  approval_result: (state, { payload }) => ({ step: [...state.step, answerOf(payload)] }),
  tool_call: (_, { payload }) => ({ running: { title: titleOf(payload), seconds: 0, lastLine: '' } }),
  tool_result: resultStep,
  loop_eval: stepLine,
}

function resultStep({ running, step }: LiveState, { payload }: TraceEvent): Partial<LiveState> {
  const changes = changesOf(payload)
  const title = `${running?.title ?? titleOf(payload)} ${changes}`.trimEnd()
  // What a patch changed says that it went well.
  return { running: undefined, step: [title, changes === '' ? outcomeOf(payload) : '', ...step] }
}

/** Such as `3 ▸ apply_patch src/a.js +1 −1 · approved · 0.75`. */
function stepLine(state: LiveState, { payload }: TraceEvent): Partial<LiveState> {
  const parts = [...(state.step.length > 0 ? state.step : [titleOf(payload)]), textOf(payload, 'score')]
  const text = plainLine(`${state.iteration} ▸ ${parts.filter((part) => part !== '').join(' · ')}`, 400)
  return { step: [], running: undefined, lines: withLine(state, { tone: payload.gate === 'pass' ? 'plain' : 'careful', text }).lines }
}

function titleOf(payload: TraceEvent['payload']): string {
  return [textOf(payload, 'tool').replace(/^repo_/, ''), subjectOf(payload.args)].filter((part) => part !== '').join(' ')
}

/** Events that a person is told of, whatever they say. */
const shown = new Set([
  ...['skill_load_failed', 'model_error', 'invalid_model_output', 'tool_denied', 'final_rejected', 'budget_warning', 'stuck_nudge'],
  ...['evidence_stale', 'finding', 'approval_requested', 'run_interrupted', 'run_resumed', 'step_recovered', 'cassette_drift'],
  ...['task_completed', 'task_failed', 'task_abandoned', 'task_stopped_by_human', 'budget_exceeded'],
])

/** Whether a person is told why; that somebody is asked is an event of its own. */
function isTold({ type, payload }: TraceEvent): boolean {
  if (repeated.has(type)) return false
  return shown.has(type) || (saysNo(payload) && payload.action !== 'escalate')
}

/** Why a gate said no, or what else a person should know. */
function reasonLine(event: TraceEvent): LiveLine {
  const { text, tone } = sayEvent(event)
  const name = plainLine(event.type.replace(/_(?:eval|decision)$/, '').replaceAll('_', ' '), 60)
  return { tone, text: `    ${name}${text === '' ? '' : `: ${text}`}` }
}

/** What they say stands in the line of the step already, or follows in the words of governance. */
const repeated = new Set(['tool_result', 'loop_eval', 'quality_eval', 'final_eval'])

function withLine(state: LiveState, line: LiveLine): LiveState {
  return { ...state, lines: [...state.lines, line].slice(-mostLines) }
}

const barNames: Readonly<Record<string, string>> = {
  maxIterations: 'iterations',
  maxWallSeconds: 'seconds',
  maxTokens: 'tokens',
  maxCostUsd: 'dollars',
  maxToolCalls: 'tool calls',
}

function barsOf({ uses }: TraceEvent['payload']): Bar[] {
  const each = listOf(uses).map(fieldsOf)
  return each.map(({ limit, used, most }) => ({
    name: barNames[String(limit)] ?? plainLine(String(limit), 20),
    used: Number(used),
    most: Number(most),
  }))
}

/** What a running command says meanwhile. */
export function progress(state: LiveState, { elapsedMs, lastLine }: { elapsedMs: number; lastLine: string }): LiveState {
  const title = state.running?.title ?? ''
  return { ...state, running: { title, seconds: Math.floor(elapsedMs / 1_000), lastLine: plainLine(lastLine) } }
}

/** What the model writes, piece by piece; only its end is kept. */
export function writing(state: LiveState, piece: string): LiveState {
  return { ...state, writing: plainText(state.writing + piece).slice(-400) }
}
