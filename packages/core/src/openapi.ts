import type { z } from 'zod'
import type { ErrorBody } from './error.ts'

/** What a module says in the OpenAPI document besides what its operations say of themselves. */
export interface ModuleOpenApi {
  /** The groups in their order. An operation is in the last one whose pattern its name has; where there is none, in the one of the module's name. */
  tags?: readonly OpenApiTag[]
  /** By the name of the operation. */
  examples?: Readonly<Record<string, OpenApiExample>>
  /** By the type of the event. */
  webhooks?: Readonly<Record<string, OpenApiWebhook>>
  /** JSON Schemas of the members that refusals have besides the fixed ones, as `data` of a `LoopError` adds them. */
  refusalMembers?: Readonly<Record<string, object>>
  /** Further members at the top of the document, such as `x-agent-hints`. */
  [extension: `x-${string}`]: unknown
}

/** One group of operations. */
export interface OpenApiTag {
  name: string
  description: string
  /** Compared with the names of operations. */
  operations: RegExp
}

/** One call as it may go: what was said, and what was answered or refused. */
export interface OpenApiExample {
  /** Also the arguments that stand in the path, the query or a header. */
  input?: Readonly<Record<string, unknown>>
  output?: Readonly<Record<string, unknown>>
  refusal?: ErrorBody
}

/** A request that the module sends. */
export interface OpenApiWebhook {
  /** When it is sent. */
  summary: string
  description: string
  tag: string
  /** What each header says, by its name. */
  headers: Readonly<Record<string, string>>
  payload: z.ZodType
  example: Readonly<Record<string, unknown>>
}
