import type { TextStreamPart, ToolSet } from 'ai'
import { type Model, type ModelCall, ModelError, type ModelReply, type ModelRequest } from '../model.ts'
import { type AnyLanguageModel, sdkMessages, sdkTools, systemMessage } from './prompt.ts'
import { type Wait, waitFor, withRetries } from './retry.ts'
import { createSilence } from './silence.ts'
import { usageOf } from './usage.ts'

export interface LanguageModelOptions {
  /** As it was asked for; else the provider's name and the model's. */
  name?: string
  /** How long it may be silent: 120 seconds. */
  timeoutMs?: number
  /** What must stand in no error. */
  secrets?: readonly string[]
  wait?: Wait
}

/** A reply that never ends would fill the memory and the journal. */
const mostCharacters = 1_048_576

/** Lets a model of any provider of the AI SDK drive a run. */
export function modelOf(languageModel: AnyLanguageModel, options: LanguageModelOptions = {}): Model {
  const { name = `${languageModel.provider}:${languageModel.modelId}`, timeoutMs = 120_000, secrets = [], wait = waitFor } = options
  return {
    name,
    reply: (request) => withRetries(() => ask(languageModel, request, timeoutMs), { signal: request.signal, secrets, wait }),
  }
}

async function ask(model: AnyLanguageModel, request: ModelRequest, timeoutMs: number): Promise<ModelReply> {
  const { streamText } = await import('ai')
  const tools = await sdkTools(request.tools)
  // Its warnings go to stdout, which is the protocol's.
  globalThis.AI_SDK_LOG_WARNINGS = false
  const silence = createSilence(timeoutMs, request.signal)
  try {
    const { fullStream } = streamText({
      model,
      system: systemMessage(request.system),
      messages: sdkMessages(request.messages),
      tools,
      maxOutputTokens: request.maxOutputTokens,
      maxRetries: 0,
      abortSignal: silence.signal,
      // Every failure comes as a part as well; unset, it is printed with the whole request.
      onError: () => {},
    })
    return await listen(fullStream, request, silence)
  } catch (error) {
    // Some providers' errors hide why they were stopped.
    silence.signal.throwIfAborted()
    throw error
  } finally {
    silence.end()
  }
}

interface Heard {
  text: string
  calls: ModelCall[]
  characters: number
}

async function listen(
  stream: AsyncIterable<TextStreamPart<ToolSet>>,
  request: ModelRequest,
  silence: ReturnType<typeof createSilence>,
): Promise<ModelReply> {
  const heard: Heard = { text: '', calls: [], characters: 0 }
  for await (const part of stream) {
    silence.heard()
    if (part.type === 'error') throw part.error
    if (part.type === 'abort') break
    if (part.type === 'finish-step') return finished(heard, part, request)
    take(heard, part, request.onText)
    if (heard.characters > mostCharacters) return { ...repliedOf(heard), end: 'length', usage: usageOf(request, heard) }
  }
  throw brokenOff()
}

function take(heard: Heard, part: TextStreamPart<ToolSet>, onText: ModelRequest['onText']): void {
  if (part.type === 'tool-call') heard.calls.push({ id: part.toolCallId, tool: part.toolName, args: part.input })
  if (part.type === 'tool-input-delta') heard.characters += part.delta.length
  if (part.type === 'text-delta' || part.type === 'reasoning-delta') heard.characters += part.text.length
  if (part.type !== 'text-delta') return
  heard.text += part.text
  onText?.(part.text)
}

type Finish = Extract<TextStreamPart<ToolSet>, { type: 'finish-step' }>

function finished(heard: Heard, { finishReason, rawFinishReason, usage }: Finish, request: ModelRequest): ModelReply {
  // A stream that simply stops has no reason of the provider's, and may lack the call that was coming.
  if (finishReason === 'error' || (finishReason === 'other' && rawFinishReason === undefined)) throw brokenOff()
  const { inputTokens, outputTokens, inputTokenDetails } = usage
  const counted = { input: inputTokens, output: outputTokens, cached: inputTokenDetails.cacheReadTokens }
  return { ...repliedOf(heard), end: endOf(finishReason), usage: usageOf(request, heard, counted) }
}

const repliedOf = ({ text, calls }: Heard) => ({ text, calls })

const endOf = (reason: Finish['finishReason']): ModelReply['end'] =>
  reason === 'length' ? 'length' : reason === 'content-filter' ? 'refusal' : 'stop'

const brokenOff = () =>
  new ModelError('The answer ended before the reply was whole; the address may not be that of a model.', { canRetry: true })
