import type { Attributes } from '@opentelemetry/api'
import { redactSecrets } from 'loop-core/process'
import type { ModelReply } from '../model.ts'

/** The names are those of the GenAI conventions of OpenTelemetry. */
export const agentName = 'loop-runtime'

const providers = ['openai', 'anthropic'] as const

/** Who answers: a provider as the conventions call it, or one of ours. */
export function modelAttributes(model: string): Attributes {
  const [kind = model, ...rest] = model.split(':')
  const isProvided = providers.some((provider) => provider === kind)
  return { 'gen_ai.provider.name': isProvided ? kind : agentName, 'gen_ai.request.model': isProvided ? rest.join(':') || kind : kind }
}

/** What one reply cost, and why it ended. */
export function replyAttributes({ usage, end }: Pick<ModelReply, 'usage' | 'end'>): Attributes {
  return {
    'gen_ai.usage.input_tokens': usage.inputTokens,
    'gen_ai.usage.output_tokens': usage.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': usage.cachedInputTokens,
    'gen_ai.response.finish_reasons': [end === 'refusal' ? 'content_filter' : end],
  }
}

/** The words of a reply, which only those ask for who may keep them. */
export function replyContent({ text, calls, end }: Pick<ModelReply, 'text' | 'calls' | 'end'>): Attributes {
  const said = text === '' ? [] : [{ type: 'text', content: text }]
  const called = calls.map(({ id, tool, args }) => ({ type: 'tool_call', id, name: tool, arguments: args }))
  return { 'gen_ai.output.messages': textOf([{ role: 'assistant', parts: [...said, ...called], finish_reason: end }]) }
}

/** The goal, as the message that began the conversation. */
export function goalContent(goal: string): Attributes {
  return { 'gen_ai.input.messages': textOf([{ role: 'user', parts: [{ type: 'text', content: goal }] }]) }
}

/** As JSON without secrets, and no longer than collectors take. */
export function textOf(value: unknown): string {
  return redactSecrets(JSON.stringify(value) ?? '').slice(0, 32_768)
}
