import { fieldsOf, listOf, type TraceEvent, textOf } from '../trace/trace-event.ts'

/** What one gate decided at one place of a run. */
export interface Decided {
  iteration: number
  /** Such as `security of repo_apply_patch`. */
  gate: string
  decided: string
  why: string
}

type Payload = TraceEvent['payload']
type Said = Omit<Decided, 'iteration'>

/** What all gates decided, by their places, which are the same for the same replies. A gate that was asked twice counts as it answered last. */
export function decidedIn(events: Iterable<TraceEvent>): Map<string, Decided> {
  const decided = new Map<string, Decided>()
  const at = { iteration: 0, action: 0, place: 'reply', isDone: false }
  for (const { type, payload } of events) {
    if (type === 'iteration_started') Object.assign(at, { iteration: Number(payload.iteration), action: 0, place: 'reply', isDone: false })
    if (type === 'final_eval') at.place = 'final answer'
    if (type === 'security_eval') Object.assign(at, { action: at.action + (at.isDone ? 1 : 0), place: 'step', isDone: false })
    if (type === 'tool_result' || payload.as === 'unknown') at.isDone = true
    const said = sayings[type]?.(payload, at.place)
    const key = [at.iteration, at.place, at.action, kindOf(type)].join(' ')
    if (said) decided.set(key, { iteration: at.iteration, ...said })
  }
  return decided
}

/** Governance is silent where it lets a reply pass. */
function kindOf(type: string): string {
  return type === 'model_response' ? 'governance_decision' : type
}

const sayings: Readonly<Record<string, (payload: Payload, place: string) => Said>> = {
  model_response: () => ({ gate: 'governance of the reply', decided: 'continue', why: 'No limit is reached.' }),
  governance_decision: (payload, place) => ({
    gate: `governance of the ${place}`,
    decided: textOf(payload, 'action'),
    why: textOf(payload, 'reason'),
  }),
  security_eval: (payload) => ({
    gate: `security of ${textOf(payload, 'tool')}`,
    decided: [textOf(payload, 'action'), textOf(payload, 'approval', 'code')].filter(Boolean).join(' '),
    why: textOf(payload, 'reason'),
  }),
  approval_result: (payload) =>
    payload.via === 'auto'
      ? { gate: 'approval', decided: textOf(payload, 'answer'), why: 'The mode of the task answers.' }
      : { gate: 'approval', decided: 'ask', why: 'A person is asked.' },
  loop_eval: (payload) => ({
    gate: `score of ${textOf(payload, 'tool')}`,
    decided: textOf(payload, 'gate'),
    why: textOf(payload, 'feedback') || `It scored ${textOf(payload, 'score')}.`,
  }),
  final_eval: (payload) => ({
    gate: 'evidence',
    decided: payload.accepted === true ? 'accepted' : ['rejected', ...unmet(payload)].join(' '),
    why: textOf(payload, 'feedback') || 'Every required criterion passed.',
  }),
}

/** Such as `tests_passed:stale`. */
function unmet({ criteria }: Payload): string[] {
  const failed = listOf(criteria)
    .map(fieldsOf)
    .filter(({ required, pass }) => required === true && pass !== true)
  return failed.map(({ id, verdict }) => `${id}:${verdict}`)
}
