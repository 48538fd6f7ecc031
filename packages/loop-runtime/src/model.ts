/** What a model is told in one turn. */
export interface ModelRequest {
  /** Equal in every turn of a run, so that providers can cache it. */
  system: string
  messages: readonly ModelMessage[]
  tools: readonly ModelTool[]
  maxOutputTokens: number
  signal: AbortSignal
  /** Sees text as it is streamed; after an answer that broke off it begins anew. */
  onText?: (piece: string) => void
}

export type ModelMessage =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; calls: readonly ModelCall[] }
  | { role: 'tool'; callId: string; tool: string; text: string; failed: boolean }

/** A call of a tool in a reply, with arguments as they were parsed, or as text where they are no JSON object. */
export interface ModelCall {
  id: string
  tool: string
  args: unknown
}

export interface ModelTool {
  name: string
  description: string
  /** JSON Schema of an object. */
  inputSchema: Record<string, unknown>
}

/** What one turn cost; `estimated` where the provider said nothing. */
export interface ModelUsage {
  inputTokens: number
  outputTokens: number
  cachedInputTokens: number
  estimated: boolean
}

export interface ModelReply {
  text: string
  calls: readonly ModelCall[]
  /** `length` and `refusal` are replies that cannot be used. */
  end: 'stop' | 'length' | 'refusal'
  usage: ModelUsage
  /** The reply was recorded for another request than the one it answers here. */
  drift?: true
}

/** A call of a model that failed; the message is ours alone and holds no key. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly status: number | undefined
  readonly canRetry: boolean
  /** The provider's own words, without keys, for a person and never for a model. */
  readonly said: string | undefined

  constructor(message: string, { status, canRetry = false, said }: { status?: number; canRetry?: boolean; said?: string } = {}) {
    super(message)
    this.status = status
    this.canRetry = canRetry
    this.said = said
  }
}

/** What drives a run; throws {@link ModelError} and nothing else, but for an abort. */
export interface Model {
  /** As it was asked for, such as `anthropic:NAME`. */
  name: string
  reply(request: ModelRequest): Promise<ModelReply>
}
