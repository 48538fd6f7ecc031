import { z } from 'zod'
import type { Role } from './actor.ts'
import type { EffectContext, TransactionContext } from './context.ts'

/** What a call does to the world: it decides the transaction, the hints to clients and whether HTTP may use GET. */
export type Kind = 'read' | 'write' | 'destroy' | 'effect'

/** The four MCP tool hints, in the protocol's own words. */
export interface Hints {
  readOnlyHint: boolean
  destructiveHint: boolean
  idempotentHint: boolean
  openWorldHint: boolean
}

const hintsOfKind: Record<Kind, Hints> = {
  read: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  write: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  destroy: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  effect: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Route = `${Method} /${string}`

type ContextOf<K extends Kind> = K extends 'effect' ? EffectContext : TransactionContext

/**
 * Arguments that name a JSON file, each with the argument for which the file's content stands, such as `{ payload_path: 'payload' }`.
 *
 * A server on stdio and the command line read them; over HTTP the caller sits at another machine, and is refused.
 */
export type NamedFiles = Readonly<Record<string, string>>

/** What the author of one tool writes. */
export interface OperationDefinition<K extends Kind, Input extends z.ZodObject, Output extends z.ZodObject> {
  /** One word everywhere: tool, log, docs, OpenAPI operationId. snake_case, verb first. */
  name: string
  title: string
  /** What it does and what to call next; a model chooses by it. At most 2,048 bytes. */
  summary: string
  kind: K
  /** Exact, without hierarchy; required so that none can be forgotten. */
  roles: readonly (Role | 'public')[]
  /** Which of the caller's own identities acts, such as `implementer-local`. */
  actsAs?: string
  /** HTTP routes, several are aliases; `POST /api/ops/<name>` exists for all. */
  rest?: readonly Route[]
  /** How often one address may call it over HTTP, for what is open to everybody; the code is that of the refusal. */
  perAddress?: { calls: number; seconds: number; code: string }
  /** The status of a successful answer; 200 unless said. 204 has no body, so its output is {@link nothing}. */
  status?: number
  /** Another status for some successful answers, such as 200 where nothing new was made. */
  insteadStatus?: { status: number; when(output: z.output<Output>): boolean }
  /** The words on the command line; `create_task` is `task create` unless said. */
  command?: string
  /** A second, shorter spelling of the command, such as `claim` beside `story claim`. */
  shortcut?: string
  /** Shorter names of its options by argument, such as `{ review_type: 'type' }`; else the argument's own name. */
  flags?: Readonly<Record<string, string>>
  /** Arguments that name files on the caller's machine. */
  files?: NamedFiles
  /** False: HTTP and command line only. */
  tool?: boolean
  /** The named sets that show the tool; `standard` unless said. */
  toolsets?: readonly string[]
  /** Overrules single hints of the kind. */
  hints?: Partial<Hints>
  /** Further keys of the tool's `_meta`. */
  meta?: Record<string, unknown>
  input: Input
  output: Output
  /** A slimmer output schema to advertise, where the whole one costs a model too many tokens. */
  advertised?: z.ZodObject
  /** The answer in words, where the words are the contract. */
  text?(output: z.output<Output>): string
  /** True if the answer is a refusal: the command line then exits with 1. */
  refused?(output: z.output<Output>): boolean
  /** The version of the answer, served as `ETag`. */
  version?(output: z.output<Output>): string | number
  run(input: z.output<Input>, context: ContextOf<K>): Promise<z.input<Output>>
}

/** One operation as the faces see it: everything decided, nothing optional that all of them need. */
export interface Operation extends OperationDefinition<Kind, z.ZodObject, z.ZodObject> {
  readonly tool: boolean
  readonly toolsets: readonly string[]
  readonly command: string
  readonly annotations: Hints
  // biome-ignore lint/suspicious/noExplicitAny: call() has parsed the input and picks the context by kind
  run(input: any, context: any): Promise<any>
}

/** Declares one operation, to be served over MCP, HTTP and the command line. Unknown keys of its input are refused, unless it is a loose object. */
export function operation<K extends Kind, Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: OperationDefinition<K, Input, Output>,
): Operation {
  const { kind, name, roles } = definition
  if (roles.includes('public') && kind !== 'effect')
    throw new Error(`${name} admits nobody in particular, so it has no tenant to open: make it an effect.`)
  if (definition.status === 204 && Object.keys(definition.output.shape).length > 0)
    throw new Error(`${name} answers with 204, which has no body: make its output \`nothing\`.`)
  return Object.freeze({
    ...definition,
    input: isOpen(definition.input) ? definition.input : definition.input.strict(),
    tool: definition.tool ?? true,
    toolsets: definition.toolsets ?? ['standard'],
    command: definition.command ?? commandOf(name),
    annotations: { ...hintsOfKind[kind], ...definition.hints },
  }) as unknown as Operation
}

/** Whether a schema takes keys that it does not name, such as the payload of a foreign program. */
function isOpen(input: z.ZodObject): boolean {
  return input._zod.def.catchall !== undefined
}

/** `create_task` → `task create`, `list_ready_stories` → `ready-stories list`: noun first, as on most command lines. */
function commandOf(name: string): string {
  const [verb = name, ...noun] = name.split('_')
  return noun.length === 0 ? verb : `${noun.join('-')} ${verb}`
}

/** The words that call an operation on the command line: its command, and its shortcut where it has one. */
export function spellingsOf({ command, shortcut }: Operation): string[] {
  return shortcut === undefined ? [command] : [command, shortcut]
}

/** The output of an operation that has nothing to say. */
export const nothing = z.object({})
