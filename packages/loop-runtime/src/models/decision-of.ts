import type { Decision, ToolCall } from '../decision.ts'
import type { ModelReply } from '../model.ts'
import { spelled } from '../task/tool-name.ts'
import { type DecisionRead, decisionOfJson } from './json-decision.ts'
import { readArguments } from './read-arguments.ts'

type Control = (summary: string, args: Record<string, unknown>) => DecisionRead

const plain = { actions: [], confidence: 0.5, risk: 'low', requiresHumanApproval: false } as const

const controls: Record<string, Control> = {
  finish: (summary, { final_answer, confidence }) =>
    decisionOfJson({ status: 'final', summary, final_answer, confidence: confidence ?? 0.5 }),
  ask_human: (summary, { question }) => ended('needs_human', question, summary),
  give_up: (summary, { reason }) => ended('failed', reason, summary),
}

/** What a reply decides, or a sentence that says why it cannot be used. */
export function decisionOf({ text, calls, end }: ModelReply): DecisionRead {
  if (end === 'length')
    return { fault: 'The reply was cut off at the output limit. Answer shorter: one call, and a patch of the few lines that change.' }
  if (end === 'refusal') return { fault: 'The provider or the model refused to answer.' }
  return calls.length > 0 ? decisionOfCalls(text, calls) : decisionOfText(text)
}

function decisionOfCalls(text: string, calls: ModelReply['calls']): DecisionRead {
  const actions: ToolCall[] = []
  for (const call of calls) {
    const tool = spelled(call.tool)
    const read = readArguments(tool, call.args)
    if ('fault' in read) return read
    actions.push({ tool, args: read.args })
  }
  const ending = actions.find(({ tool }) => Object.hasOwn(controls, tool))
  const summary = text.trim().slice(0, 4_000) || `Calls ${actions.map(({ tool }) => tool).join(', ')}.`.slice(0, 4_000)
  if (!ending) return { decision: { ...plain, status: 'continue', summary, actions } }
  // What it says of the other calls' results, it says before it has seen them.
  if (actions.length > 1) return { fault: `${ending.tool} must be the only call of a reply. None of the ${actions.length} calls was run.` }
  return controls[ending.tool]!(summary, ending.args)
}

function decisionOfText(text: string): DecisionRead {
  const body = withoutFence(text.trim())
  if (body === '') return { fault: 'The reply is empty. Call one tool.' }
  try {
    return decisionOfJson(JSON.parse(body))
  } catch {
    return { fault: whyNotJson(body) }
  }
}

const withoutFence = (text: string) => /^```(?:json)?[ \t]*\n([\s\S]*?)\n?```$/.exec(text)?.[1]?.trim() ?? text

function whyNotJson(body: string): string {
  if (/^\{[\s\S]*\}\s*\{[\s\S]*\}$/.test(body)) return 'The reply holds more than one JSON object. Send one decision, or call one tool.'
  if (body.startsWith('{')) return 'The reply begins like a JSON decision and is not valid JSON. Send the object alone, or call one tool.'
  return 'The reply is prose, and decides nothing. Call one tool; finish with the tool finish.'
}

function ended(status: Decision['status'], said: unknown, summary: string): DecisionRead {
  const text = typeof said === 'string' && said.trim() !== '' ? said.trim().slice(0, 4_000) : summary
  return { decision: { ...plain, status, summary: text } }
}
