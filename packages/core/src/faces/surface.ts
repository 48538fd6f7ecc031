import type { Caller, CallOptions } from '../caller.ts'
import { completionName } from '../completion.ts'
import { type ErrorBody, LoopError } from '../error.ts'
import { toLoopError } from '../foreign-error.ts'
import type { Logger } from '../log.ts'
import type { Module } from '../module.ts'
import type { Operation } from '../operation.ts'
import type { Prompt } from '../prompt.ts'
import type { Resource } from '../resource.ts'
import { toolInputSchema, toolOutputSchema } from './tool-schema.ts'

/** What an MCP server shows, in the protocol's terms but without an SDK, so that both SDK lines serve the same. */
export interface Surface {
  name: string
  version: string
  title: string
  modules: readonly Module[]
  tools: readonly Operation[]
  resources: readonly Resource[]
  prompts: readonly Prompt[]
  instructions: string
  log: Logger
}

export function createSurface(
  identity: { name: string; version: string; log: Logger },
  modules: readonly Module[],
  tools: readonly Operation[],
): Surface {
  return {
    ...identity,
    modules,
    tools,
    title: modules.length === 1 ? modules[0]!.title : 'Loop',
    resources: modules.flatMap((module) => module.resources ?? []),
    prompts: modules.flatMap((module) => module.prompts ?? []),
    instructions: modules.flatMap((module) => module.instructions ?? []).join('\n\n'),
  }
}

/** One tool as `tools/list` shows it. */
export function toolDefinition(operation: Operation) {
  return {
    name: operation.name,
    title: operation.title,
    description: operation.summary,
    inputSchema: toolInputSchema(operation),
    outputSchema: toolOutputSchema(operation),
    annotations: { ...operation.annotations },
    ...(operation.meta && { _meta: operation.meta }),
  }
}

export interface ToolResult {
  [key: string]: unknown
  content: { type: 'text'; text: string }[]
  structuredContent?: Record<string, unknown>
  isError?: boolean
  _meta?: Record<string, unknown>
}

/** Calls a tool. A refusal is a result with `isError`, since that is what a model gets to read. */
export async function callTool(
  surface: Surface,
  caller: Caller,
  request: { operation: Operation; input: unknown },
  options: CallOptions,
): Promise<ToolResult> {
  const { operation, input } = request
  try {
    const output = (await caller.call(operation.name, input, options)) as Record<string, unknown>
    return { content: [{ type: 'text', text: operation.text?.(output) ?? JSON.stringify(output) }], structuredContent: output }
  } catch (thrown) {
    return errorResult(toLoopError(thrown, surface.log))
  }
}

/** The codes stand in `_meta`, because old clients check `structuredContent` against the schema even of an error. */
function errorResult(error: LoopError): ToolResult {
  const { kind, code } = error
  return {
    isError: true,
    content: [{ type: 'text', text: JSON.stringify(LoopError.prototype.toJSON.call(error)) }],
    _meta: { 'loop/error': { kind, code } },
  }
}

/** The resource at an address, with the parameters of its template. Static addresses win over templates. */
export function findResource(surface: Surface, uri: string): { resource: Resource; parameters: Record<string, string> } | undefined {
  const plain = surface.resources.find((resource) => resource.uri === uri)
  if (plain) return { resource: plain, parameters: {} }
  for (const resource of surface.resources) {
    const match = isTemplate(resource) ? templatePattern(resource.uri).exec(uri) : null
    if (match) return { resource, parameters: decode(match.groups ?? {}) }
  }
  return undefined
}

export function isTemplate(resource: Resource): boolean {
  return resource.uri.includes('{')
}

function templatePattern(uri: string): RegExp {
  const escaped = uri.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/?#]+)')}$`)
}

function decode(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeSafely(value)]))
}

function decodeSafely(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** What a client is filling in: one argument of a prompt or of a resource template. */
export interface CompletionRequest {
  ref: { name: string } | { uri: string }
  argument: { name: string; value: string }
}

/** The values that complete an argument, at most 100, as the protocol has it. The module that owns the prompt or template knows them. */
export async function complete(
  surface: Surface,
  caller: Caller,
  { ref, argument }: CompletionRequest,
  options: CallOptions,
): Promise<{ values: string[]; total: number; hasMore: boolean }> {
  const module = surface.modules.find((candidate) => owns(candidate, ref))
  if (!module?.completions || !Object.hasOwn(module.completions, argument.name)) return { values: [], total: 0, hasMore: false }
  const input = { argument: argument.name, text: argument.value }
  const { values } = (await caller.call(completionName(module), input, options)) as { values: string[] }
  return { values: values.slice(0, 100), total: values.length, hasMore: values.length > 100 }
}

function owns({ prompts = [], resources = [] }: Module, ref: CompletionRequest['ref']): boolean {
  return 'uri' in ref ? resources.some(({ uri }) => uri === ref.uri) : prompts.some(({ operation }) => operation.name === ref.name)
}

/** A refusal as JSON-RPC carries it, in our words; for resources and prompts, which have no `isError`. */
export function rpcErrorOf(surface: Surface, thrown: unknown): { code: number; message: string; data: ErrorBody['error'] } {
  const error = toLoopError(thrown, surface.log)
  const isOurFault = error.kind === 'internal' || error.kind === 'unavailable'
  return { code: isOurFault ? -32603 : -32602, message: error.message, data: LoopError.prototype.toJSON.call(error).error }
}
