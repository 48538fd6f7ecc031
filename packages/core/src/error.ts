/** The closed list of ways in which a call can be refused, each with its HTTP status. */
export const statusOfKind = {
  invalid_input: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} as const

export type ErrorKind = keyof typeof statusOfKind

export interface ErrorOptions {
  /** The finer name, such as `lease_lost`; the kind where there is none. */
  code?: string
  /** Sentences that say what to do or call next. */
  hints?: readonly string[]
  /** Machine-readable facts about the refusal, shown to the caller. */
  details?: Record<string, unknown>
  /** Further members of the error body, where a reference API has its own; the fixed ones always win. */
  data?: Record<string, unknown>
  /** The HTTP status where a reference API differs from the kind's own. */
  status?: number
  cause?: unknown
}

const brand = Symbol.for('loop-core/LoopError')

/** A refusal that the caller can act on: its message says what is wrong and what to call next. */
export class LoopError extends Error {
  override readonly name = 'LoopError'
  readonly kind: ErrorKind
  readonly code: string
  readonly status: number
  readonly hints: readonly string[]
  readonly details: Record<string, unknown> | undefined
  readonly data: Record<string, unknown>

  constructor(kind: ErrorKind, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.code = options.code ?? kind
    this.status = options.status ?? statusOfKind[kind]
    this.hints = options.hints ?? []
    this.details = options.details
    this.data = options.data ?? {}
    Object.defineProperty(this, brand, { value: true })
  }

  /** Recognises the class also across two copies of this library in one process. */
  static is(value: unknown): value is LoopError {
    return typeof value === 'object' && value !== null && brand in value
  }

  /** The body that every face shows; absent parts are left out. */
  toJSON(): ErrorBody {
    const { status, kind, code, message, details, data } = this
    const fixed = { status, kind, code, message, hints: this.hints.length > 0 ? this.hints : undefined, details }
    // Once for the order of the members and once more for their values.
    const members = Object.entries({ ...fixed, ...data, ...fixed }).filter(([, value]) => value !== undefined)
    return { error: Object.fromEntries(members) as ErrorBody['error'] }
  }
}

export interface ErrorBody {
  error: {
    status: number
    kind: ErrorKind
    code: string
    message: string
    hints?: readonly string[]
    details?: Record<string, unknown>
    [further: string]: unknown
  }
}
