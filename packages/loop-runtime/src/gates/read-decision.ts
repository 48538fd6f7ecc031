import type { Decision, ToolCall } from '../decision.ts'
import { decisionStatuses, risks } from '../words.ts'
import { badDecision } from './refusals.ts'

type Fields = Readonly<Record<string, unknown>>

const most = { summary: 4_000, finalAnswer: 20_000, args: 1_048_576, tool: 64 }

/** Reads a decision as a model or a client wrote it, or refuses it as `bad_decision`. */
export function readDecision(value: unknown): Decision {
  if (!isObject(value)) throw badDecision('', 'must be one JSON object')
  const status = oneOf(value, 'status', decisionStatuses)
  const finalAnswer = value.final_answer ?? undefined
  const decision: Decision = {
    status,
    summary: textOf(value, 'summary', most.summary),
    actions: actionsOf(value),
    confidence: shareOf(value),
    risk: value.risk === undefined ? 'low' : oneOf(value, 'risk', risks),
    requiresHumanApproval: flagOf(value, 'requires_human_approval'),
    ...(finalAnswer === undefined ? {} : { finalAnswer: textOf(value, 'final_answer', most.finalAnswer, 0) }),
  }
  checkDecision(decision)
  return decision
}

/** Refuses a decision that lacks what its status needs. A blank final answer is for the final gate to reject. */
export function checkDecision({ status, actions, finalAnswer }: Decision): void {
  if (status === 'continue' && actions.length === 0) throw badDecision('next_action', 'is missing, and continue needs one')
  if (status === 'final' && finalAnswer === undefined) throw badDecision('final_answer', 'is missing, and final needs one')
  if ((status === 'final' || status === 'failed') && actions.length > 0) throw badDecision('next_action', `does not go with ${status}`)
}

function actionsOf(fields: Fields): ToolCall[] {
  const action = fields.next_action ?? undefined
  if (action === undefined) return []
  if (!isObject(action)) throw badDecision('next_action', 'must be an object')
  if (action.type !== undefined && action.type !== 'tool_call') throw badDecision('next_action.type', 'must be tool_call')
  return [{ tool: textOf(action, 'tool', most.tool, 1, 'next_action.'), args: argsOf(action.args ?? {}) }]
}

/** Some models send their arguments as a text of JSON; it is parsed once. */
function argsOf(written: unknown): Record<string, unknown> {
  const args = typeof written === 'string' && written.length <= most.args ? parsed(written) : written
  if (!isObject(args)) throw badDecision('next_action.args', 'must be an object')
  if (Buffer.byteLength(JSON.stringify(args)) > most.args) throw badDecision('next_action.args', 'must have at most 1 MiB')
  return args
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function oneOf<Word extends string>(fields: Fields, name: string, words: readonly Word[]): Word {
  const word = words.find((one) => one === fields[name])
  if (word === undefined) throw badDecision(name, `must be ${words.join(', ')}`)
  return word
}

function textOf(fields: Fields, name: string, longest: number, ...[least = 1, above = '']: [least?: number, above?: string]): string {
  const text = fields[name]
  if (typeof text !== 'string' || text.trim().length < least || text.length > longest)
    throw badDecision(`${above}${name}`, `must be a text of ${least} to ${longest} characters`)
  return text
}

function shareOf(fields: Fields): number {
  const share = fields.confidence ?? 0.5
  if (typeof share !== 'number' || !(share >= 0 && share <= 1)) throw badDecision('confidence', 'must be a number from 0 to 1')
  return share
}

function flagOf(fields: Fields, name: string): boolean {
  const flag = fields[name] ?? false
  if (typeof flag !== 'boolean') throw badDecision(name, 'must be true or false')
  return flag
}
