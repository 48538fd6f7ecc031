import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js'
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import type { Caller, CallOptions } from '../caller.ts'
import { localPrincipal } from '../accounts/identities.ts'
import { createApplication } from '../application.ts'
import { createLogger } from '../log.ts'
import { localCaller } from '../local-caller.ts'
import type { Module } from '../module.ts'
import type { Prompt } from '../prompt.ts'
import type { Resource } from '../resource.ts'
import { readSettings } from '../settings.ts'
import { chooseTools, type ToolChoice } from '../toolset.ts'
import { promptArguments } from './prompt-arguments.ts'
import { callTool, createSurface, isTemplate, type Surface, toolDefinition } from './surface.ts'

export interface AttachOptions extends Partial<ToolChoice> {
  /** `file:…` or `postgres://…`; the person's own file unless given. */
  databaseUrl?: string
  environment?: Readonly<Record<string, string | undefined>>
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>

/**
 * Adds the tools, resources and prompts of some modules to a server of `@modelcontextprotocol/sdk` 1.x that you already have.
 *
 * Call it before `server.connect()`. The returned function closes the database. Throws where one of our names is already taken.
 */
export function attach(server: McpServer, modules: readonly Module[], options: AttachOptions = {}): () => Promise<void> {
  const environment = options.environment ?? process.env
  const settings = readSettings(environment)
  const log = createLogger(settings.logLevel)
  const application = createApplication(modules, { databaseUrl: options.databaseUrl ?? settings.databaseUrl, environment, log })
  const caller = localCaller(application, localPrincipal(settings.identity))
  const { tools = ['standard'], exclude = [], readOnly = false } = options
  const surface = createSurface({ name: 'loop', version: '0', log }, modules, chooseTools(modules, { tools, exclude, readOnly }))
  for (const operation of surface.tools) attachTool(server, surface, caller, operation)
  for (const resource of surface.resources) attachResource(server, caller, resource)
  for (const prompt of surface.prompts) attachPrompt(server, caller, prompt)
  return () => caller.close()
}

function attachTool(server: McpServer, surface: Surface, caller: Caller, operation: Surface['tools'][number]): void {
  const { name, inputSchema, outputSchema, ...rest } = toolDefinition(operation)
  const config = { ...rest, inputSchema: advertised(inputSchema), outputSchema: advertised(outputSchema) }
  server.registerTool(name, config, (input: unknown, extra: Extra) => callTool(surface, caller, { operation, input }, callOptions(extra)))
}

/** Shows our own JSON Schema and lets every value through to `call()`, whose refusals say what to do. */
function advertised(json: Record<string, unknown>) {
  return z.looseObject({}).meta({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...json })
}

function attachResource(server: McpServer, caller: Caller, { uri, mimeType, operation }: Resource): void {
  const { name, title, summary: description } = operation
  const read = async (address: URL, parameters: unknown, extra: Extra) => {
    const { text } = (await caller.call(name, parameters, callOptions(extra))) as { text: string }
    return { contents: [{ uri: address.href, mimeType, text }] }
  }
  const config = { title, description, mimeType }
  if (isTemplate({ uri } as Resource)) server.registerResource(name, new ResourceTemplate(uri, { list: undefined }), config, read)
  else server.registerResource(name, uri, config, (address, extra) => read(address, {}, extra))
}

function attachPrompt(server: McpServer, caller: Caller, { operation }: Prompt): void {
  const { name, title, summary: description } = operation
  const shape = Object.fromEntries(promptArguments(operation).map((argument) => [argument.name, promptArgument(argument)]))
  server.registerPrompt(name, { title, description, argsSchema: shape }, async (values, extra) => {
    const { text } = (await caller.call(name, values, callOptions(extra))) as { text: string }
    return { messages: [{ role: 'user', content: { type: 'text', text } }] }
  })
}

function promptArgument({ required, description }: { required: boolean; description?: string }) {
  const schema = description === undefined ? z.string() : z.string().describe(description)
  return required ? schema : schema.optional()
}

function callOptions({ signal, _meta, sendNotification }: Extra): CallOptions {
  const progressToken = _meta?.progressToken
  if (progressToken === undefined) return { signal }
  const progress: CallOptions['progress'] = (done, total, message) =>
    void sendNotification({ method: 'notifications/progress', params: { progressToken, progress: done, total, message } }).catch(() => {})
  return { signal, progress }
}
