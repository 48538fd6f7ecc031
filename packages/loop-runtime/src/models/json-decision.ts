import type { Decision } from '../decision.ts'
import { spelled } from '../task/tool-name.ts'
import { decisionStatuses, risks } from '../words.ts'
import { isRecord, readArguments } from './read-arguments.ts'

export type DecisionRead = { decision: Decision } | { fault: string }

const fault = (sentence: string): DecisionRead => ({ fault: sentence })
const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined => words.find((word) => word === value)
const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= most

/** A decision as it is written in JSON, by a model or by the client that takes its place. */
export function decisionOfJson(value: unknown): DecisionRead {
  if (!isRecord(value)) return fault('A decision is a JSON object with "status" and "summary".')
  const { summary, final_answer } = value
  const confidence = value.confidence ?? 0.5
  const requires_human_approval = value.requires_human_approval ?? false
  const status = oneOf(decisionStatuses, value.status)
  const risk = oneOf(risks, value.risk ?? 'low')
  if (!status) return fault(`"status" is one of ${decisionStatuses.join(', ')}.`)
  if (!isText(summary, 4_000)) return fault('"summary" is a text of 1 to 4,000 characters.')
  if (!risk) return fault(`"risk" is one of ${risks.join(', ')}.`)
  if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1)) return fault('"confidence" is a number from 0 to 1.')
  if (typeof requires_human_approval !== 'boolean') return fault('"requires_human_approval" is true or false.')
  const base = { status, summary, actions: [], confidence, risk, requiresHumanApproval: requires_human_approval }
  return status === 'final' ? withAnswer(base, value.next_action, final_answer) : withAction(base, value.next_action)
}

/** A blank answer is for the final gate to reject. */
function withAnswer(base: Decision, action: unknown, answer: unknown): DecisionRead {
  if (typeof answer !== 'string' || answer.length > 20_000)
    return fault('A final decision has "final_answer", a text of 1 to 20,000 characters.')
  if (action !== undefined && action !== null) return fault('A final decision has no "next_action": do that first, then finish.')
  return { decision: { ...base, finalAnswer: answer } }
}

function withAction(base: Decision, action: unknown): DecisionRead {
  if (action === undefined || action === null) {
    return base.status === 'continue'
      ? fault('To continue needs a "next_action", as in {"type": "tool_call", "tool": "repo_run_tests", "args": {}}.')
      : { decision: base }
  }
  if (base.status === 'failed') return fault('A decision that failed has no "next_action".')
  if (!isRecord(action) || (action.type ?? 'tool_call') !== 'tool_call' || !isText(action.tool, 100))
    return fault('"next_action" is {"type": "tool_call", "tool": NAME, "args": {…}}.')
  const tool = spelled(action.tool)
  const read = readArguments(tool, action.args)
  return 'fault' in read ? read : { decision: { ...base, actions: [{ tool, args: read.args }] } }
}
