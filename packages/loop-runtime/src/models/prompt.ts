import type { LanguageModel, ModelMessage as SdkMessage, SystemModelMessage, ToolSet } from 'ai'
import type { ModelMessage, ModelRequest } from '../model.ts'
import { isRecord, readArguments } from './read-arguments.ts'

/** Marks what comes before as worth keeping; providers that cache by themselves pass it over. */
const cached = { anthropic: { cacheControl: { type: 'ephemeral' } } }

export const systemMessage = (system: string): SystemModelMessage => ({ role: 'system', content: system, providerOptions: cached })

export function sdkMessages(messages: readonly ModelMessage[]): SdkMessage[] {
  const all = messages.map(sdkMessage)
  return all.map((message, index) => (index === all.length - 1 ? { ...message, providerOptions: cached } : message))
}

function sdkMessage(message: ModelMessage): SdkMessage {
  if (message.role === 'user') return { role: 'user', content: message.text }
  if (message.role === 'tool') {
    const { callId, tool, text, failed } = message
    const output = { type: failed ? ('error-text' as const) : ('text' as const), value: text }
    return { role: 'tool', content: [{ type: 'tool-result', toolCallId: callId, toolName: wireName(tool), output }] }
  }
  const calls = message.calls.map(({ id, tool, args }) => ({
    type: 'tool-call' as const,
    toolCallId: id,
    toolName: wireName(tool),
    input: wireArguments(args),
  }))
  return { role: 'assistant', content: [...(message.text ? [{ type: 'text' as const, text: message.text }] : []), ...calls] }
}

/** Providers refuse a whole request for one name that they would not accept, such as one that a model made up. */
const wireName = (tool: string) => tool.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64) || '_'

/** And one for arguments that are no object. */
function wireArguments(args: unknown) {
  const read = readArguments('', args)
  return 'args' in read ? read.args : { unreadable: String(isRecord(args) ? '' : args).slice(0, 2_000) }
}

/** The tools without what would run them: a call is an answer here, and the gates decide. */
export async function sdkTools(tools: ModelRequest['tools']): Promise<ToolSet> {
  const { jsonSchema } = await import('ai')
  return Object.fromEntries(
    tools.map(({ name, description, inputSchema }) => [name, { description, inputSchema: jsonSchema(inputSchema) }]),
  )
}

/** A model of any provider of the AI SDK. A name alone would be looked up in a service of its maker's. */
export type AnyLanguageModel = Exclude<LanguageModel, string>
