import type { z } from 'zod'
import type { Logger } from '../log.ts'

/** One question to a model of Anthropic, or to whatever speaks its protocol at another address. */
export interface Question {
  key: string
  baseUrl: string
  model: string
  /** What the model is and what it is to do; never anything that others wrote. */
  system: string
  content: string
  /** The form of the answer. It goes along as JSON Schema; that the answer has it is still to be checked. */
  schema: z.ZodObject
  /** The most that the model may say. */
  maxTokens: number
  log: Logger
  signal: AbortSignal
}

/** What a question and its answer have used. */
export interface Tokens {
  input: number
  output: number
}

/** What came of asking. Where nobody can tell what was used, `tokens` is missing. */
export type Reply =
  | { outcome: 'answered'; text: string; tokens: Tokens }
  | { outcome: 'no_answer'; tokens: Tokens }
  | { outcome: 'rejected'; tokens: Tokens }
  | { outcome: 'failed'; mayPass: boolean; tokens: Tokens | undefined }

/** For how long to wait, in milliseconds: for one try, for all of it, and at the server's wish between two. */
export interface Patience {
  oneTry: number
  whole: number
  pause: number
}

const usualPatience: Patience = { oneTry: 45_000, whole: 55_000, pause: 5_000 }
const nothing: Tokens = { input: 0, output: 0 }

/** Asks a model one question; never throws for what the line or the server does. The library is loaded with the first question only. */
export async function ask(question: Question, patience = usualPatience): Promise<Reply> {
  const { Anthropic, APIConnectionError, APIConnectionTimeoutError, APIError } = await import('@anthropic-ai/sdk')
  const { zodOutputFormat } = await import('@anthropic-ai/sdk/helpers/zod')
  const signal = AbortSignal.any([question.signal, AbortSignal.timeout(patience.whole)])
  const { key, baseUrl, model, system, content, schema, maxTokens: max_tokens, log } = question
  // All that the library would else take from the environment: other keys, another address, headers, traces and logs with the words in them.
  const client = new Anthropic({
    apiKey: key,
    authToken: null,
    webhookKey: null,
    baseURL: baseUrl,
    timeout: patience.oneTry,
    maxRetries: 1,
    logger: log,
    logLevel: 'warn',
    openTelemetry: false,
    fetch: (url, init) => fetchBriefly(url, init, patience.pause),
  })
  try {
    const format = zodOutputFormat(schema)
    const request = { model, max_tokens, system, messages: [{ role: 'user' as const, content }], output_config: { format } }
    return replyOf(await client.messages.create(request, { signal, headers: { authorization: `Bearer ${key}`, 'x-api-key': null } }))
  } catch (error) {
    if (error instanceof APIError && error.status !== undefined) return failureOf(error.status)
    const isUnsent = error instanceof APIConnectionError && !(error instanceof APIConnectionTimeoutError)
    return { outcome: 'failed', mayPass: true, tokens: isUnsent ? nothing : undefined }
  }
}

interface Message {
  content: readonly { type: string; text?: string }[]
  stop_reason: string | null
  usage: { input_tokens: number; output_tokens: number }
}

/** An answer that was cut off or refused is none, but its tokens were used. */
function replyOf({ content, stop_reason, usage }: Message): Reply {
  const tokens = { input: usage.input_tokens, output: usage.output_tokens }
  const text = content.find(({ type }) => type === 'text')?.text
  return stop_reason === 'end_turn' && text !== undefined ? { outcome: 'answered', text, tokens } : { outcome: 'no_answer', tokens }
}

function failureOf(status: number): Reply {
  if (status === 401 || status === 403) return { outcome: 'rejected', tokens: nothing }
  return { outcome: 'failed', mayPass: status === 429 || status >= 500, tokens: nothing }
}

/** Follows no redirect, which would get the key; and lets nobody wait who is told to wait for longer than they can. */
async function fetchBriefly(url: string | URL | Request, init: RequestInit | undefined, pause: number): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'error' })
  if (!(Number(response.headers.get('retry-after')) * 1000 > pause)) return response
  const headers = new Headers(response.headers)
  headers.set('x-should-retry', 'false')
  return new Response(response.body, { status: response.status, headers })
}
