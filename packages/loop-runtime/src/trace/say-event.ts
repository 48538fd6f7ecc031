import type { Tone } from '../view/paint.ts'
import { plainLine } from '../view/plain-text.ts'
import { resultOf, subjectOf } from './subject.ts'
import { fieldsOf, listOf, type TraceEvent, textOf } from './trace-event.ts'

type Payload = Readonly<Record<string, unknown>>

/** An event in words, in one line. */
export interface Said {
  text: string
  tone: Tone
}

/** Says what happened; nothing in it can move a terminal's cursor. */
export function sayEvent({ type, payload }: TraceEvent): Said {
  const say = sayings[type] ?? ((any: Payload) => textOf(any, 'reason', 'message', 'text', 'summary') || JSON.stringify(any))
  return { text: plainLine(say(payload)), tone: toneOf(type, payload) }
}

const reason = (payload: Payload) => textOf(payload, 'reason', 'message', 'feedback') || textOf(fieldsOf(payload.error), 'message')
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ')

const sayings: Readonly<Record<string, (payload: Payload) => string>> = {
  task_created: (payload) => textOf(payload, 'goal'),
  skill_loaded: (payload) => textOf(payload, 'skill', 'name'),
  skill_load_failed: (payload) => joined(textOf(payload, 'skill', 'name'), reason(payload)),
  model_selected: (payload) => textOf(payload, 'model', 'name'),
  tools_loaded: (payload) => listOf(payload.tools).join(', '),
  sandbox_selected: (payload) =>
    joined(textOf(payload, 'kind'), textOf(payload, 'network') && `network ${textOf(payload, 'network')}`, reason(payload)),
  iteration_started: (payload) => textOf(payload, 'iteration'),
  model_response: (payload) => textOf(payload, 'text', 'content'),
  budget_eval: (payload) => listOf(payload.uses).map(sayUse).join(', '),
  budget_warning: (payload) => sayUse(payload.warning ?? payload) || reason(payload),
  budget_exceeded: (payload) => sayUse(payload.exceeded ?? payload) || reason(payload),
  decision_parsed: (payload) => joined(textOf(payload, 'status'), textOf(payload, 'summary')),
  security_eval: (payload) => joined(textOf(payload, 'action'), textOf(payload, 'tool'), reason(payload)),
  tool_denied: (payload) => joined(textOf(payload, 'tool'), reason(payload)),
  approval_requested: (payload) =>
    joined(textOf(payload, 'kind', 'approval'), textOf(payload, 'tool'), subjectOf(payload.args), textOf(payload, 'question')),
  approval_result: (payload) => joined(answerOf(payload), textOf(payload, 'via', 'mode'), textOf(payload, 'comment', 'reason')),
  tool_call: (payload) => joined(textOf(payload, 'tool'), subjectOf(payload.args)),
  tool_result: (payload) => joined(textOf(payload, 'tool'), resultOf(payload)),
  loop_eval: (payload) => joined(textOf(payload, 'tool'), textOf(payload, 'gate'), textOf(payload, 'score'), textOf(payload, 'feedback')),
  quality_eval: (payload) =>
    joined(textOf(payload, 'phase'), `${textOf(payload, 'score')} of at least ${textOf(payload, 'minimum')}`, textOf(payload, 'feedback')),
  governance_decision: (payload) => joined(textOf(payload, 'action'), reason(payload)),
  final_eval: (payload) =>
    joined(payload.accepted === true ? 'accepted' : 'rejected', textOf(payload, 'score'), textOf(payload, 'feedback')),
  evidence_stale: (payload) => joined(textOf(payload, 'id', 'criterion'), listOf(payload.paths).slice(0, 5).join(', '), reason(payload)),
  finding: (payload) => joined(textOf(payload, 'finding', 'name'), reason(payload)),
  task_completed: (payload) => textOf(payload, 'final_answer', 'finalAnswer'),
}

/** How much of one limit is used. */
function sayUse(use: unknown): string {
  const { limit, used, most } = fieldsOf(use)
  return limit === undefined ? '' : `${limit} ${typeof used === 'number' ? Math.round(used * 100) / 100 : used}/${most}`
}

/** What a person, or the mode in their place, answered. */
export function answerOf(payload: Payload): string {
  if (typeof payload.approved === 'boolean') return payload.approved ? 'approved' : 'denied'
  return textOf(payload, 'state', 'answer')
}

const bad = new Set([
  'skill_load_failed',
  'model_error',
  'tool_denied',
  'task_failed',
  'task_abandoned',
  'task_stopped_by_human',
  'budget_exceeded',
])
const careful = new Set([
  'invalid_model_output',
  'empty_round',
  'final_rejected',
  'budget_warning',
  'stuck_nudge',
  'evidence_stale',
  'finding',
  'approval_requested',
  'run_interrupted',
  'cassette_drift',
])

function toneOf(type: string, payload: Payload): Tone {
  if (bad.has(type) || payload.action === 'deny' || payload.gate === 'stop') return 'bad'
  if (careful.has(type) || saysNo(payload)) return 'careful'
  if (type === 'task_completed' || payload.accepted === true || payload.gate === 'pass') return 'good'
  return 'plain'
}

/** Whether a gate says anything but "go on". */
export function saysNo(payload: Payload): boolean {
  const action = textOf(payload, 'action')
  return (
    payload.ok === false ||
    payload.pass === false ||
    payload.accepted === false ||
    payload.gate === 'fail' ||
    ['recover', 'escalate', 'abandon', 'deny'].includes(action) ||
    (action === 'stop' && payload.ends_as !== 'completed')
  )
}
