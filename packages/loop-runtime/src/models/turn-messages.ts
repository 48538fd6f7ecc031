import type { ModelCall, ModelMessage } from '../model.ts'
import type { ResultItem, Turn } from './history.ts'
import { marked } from './marked-text.ts'
import { isRecord } from './read-arguments.ts'

/** How a result and the arguments of a call are shown. */
interface Show {
  result: (item: ResultItem) => string
  args: (args: unknown) => unknown
}

/** A turn with all that it gave; a result longer than `most` characters ends there. */
export const fullTurn = (turn: Turn, most = Number.POSITIVE_INFINITY): readonly ModelMessage[] =>
  messagesOfTurn(turn, { result: ({ text }) => marked(text.length <= most ? text : cut(text, most)), args: (args) => args })

/** A turn of which each result is a line, and long arguments are cut. */
export const shortTurn = (turn: Turn): readonly ModelMessage[] => messagesOfTurn(turn, { result: lineOf, args: shortened })

function messagesOfTurn({ reply, results, feedback }: Turn, show: Show): readonly ModelMessage[] {
  const calls = reply?.calls ?? []
  const answering = (call: ModelCall) => results.find(({ callId }) => callId === call.id)
  const loose = results.filter(({ callId }) => !calls.some(({ id }) => id === callId))
  return [
    ...(reply
      ? [
          {
            role: 'assistant' as const,
            text: wordsOf(reply.text, calls),
            calls: calls.map((call) => ({ ...call, args: show.args(call.args) })),
          },
        ]
      : []),
    ...calls.map((call) => toolMessage(call, show, answering(call))),
    ...loose.map((item) => ({ role: 'user' as const, text: `${item.tool} ${item.failed ? 'failed' : 'answered'}:\n${show.result(item)}` })),
    ...feedback.map(({ text }) => ({ role: 'user' as const, text })),
  ]
}

/** Providers refuse an empty reply in the history. */
const wordsOf = (text: string, calls: readonly ModelCall[]) => text || (calls.length > 0 ? '' : '(an empty reply)')

/** Every call has an answer, as providers insist; one that was refused or never came to its turn has this. */
function toolMessage({ id, tool }: ModelCall, show: Show, item?: ResultItem): ModelMessage {
  return {
    role: 'tool',
    callId: id,
    tool,
    text: item ? show.result(item) : 'Nothing was done. Where there is more to say, it follows.',
    failed: item?.failed ?? true,
  }
}

const lineOf = ({ step, tool, text, failed }: ResultItem) =>
  `Step ${step}: ${tool} ${failed ? 'failed' : 'answered'}, ${text.length} characters, left out here.`

const cut = (text: string, most: number) => `${wholeCharacters(text, most)}\n… ${text.length - most} more characters are left out.`

/** Half a character would not survive the way to the provider. */
const wholeCharacters = (text: string, most: number) => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')

const longestArgument = 200

function shortened(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length <= longestArgument ? value : `${wholeCharacters(value, longestArgument)}… (${value.length} characters)`
  if (Array.isArray(value)) return value.slice(0, 20).map(shortened)
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shortened(part)]))
  return value
}
