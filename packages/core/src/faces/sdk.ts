import { completable } from '@modelcontextprotocol/sdk/server/completable.js'
import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js'
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { localPrincipal } from '../accounts/identities.ts'
import { mayCall } from '../actor.ts'
import { createApplication } from '../application.ts'
import type { Asking } from '../ask.ts'
import type { Caller, CallOptions } from '../caller.ts'
import { localCaller } from '../local-caller.ts'
import { createLogger } from '../log.ts'
import type { Module } from '../module.ts'
import type { Operation } from '../operation.ts'
import type { Prompt } from '../prompt.ts'
import type { Resource } from '../resource.ts'
import { readSettings } from '../settings.ts'
import { chooseTools, type ToolChoice } from '../toolset.ts'
import { traceOf } from '../trace.ts'
import { askNow, hasForms } from './asking.ts'
import { workInBackground } from './background.ts'
import { promptArguments } from './prompt-arguments.ts'
import {
  type CompletionRequest,
  callTool,
  complete,
  createSurface,
  findResource,
  isTemplate,
  rpcErrorOf,
  type Surface,
  toolDefinition,
} from './surface.ts'

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
  const { logLevel, identity, ...settings } = readSettings(environment)
  const log = createLogger(logLevel)
  const { databaseUrl = settings.databaseUrl, tools = ['standard'], exclude = [], readOnly = false } = options
  const application = createApplication(modules, { databaseUrl, databaseRole: settings.databaseRole, environment, log })
  const principal = localPrincipal(identity)
  const caller = localCaller(application, principal)
  const surface = createSurface({ name: 'loop', version: '0', log }, modules, chooseTools(modules, { tools, exclude, readOnly }))
  const may = ({ operation }: { operation: Operation }) => mayCall(principal, operation)
  for (const operation of surface.tools) if (may({ operation })) attachTool({ server, surface, caller }, operation)
  for (const resource of surface.resources.filter(may)) attachResource({ server, surface, caller }, resource)
  for (const prompt of surface.prompts.filter(may)) attachPrompt({ server, surface, caller }, prompt)
  workInBackground(application)
  return () => caller.close()
}

interface Attachment {
  server: McpServer
  surface: Surface
  caller: Caller
}

function attachTool({ server, surface, caller }: Attachment, operation: Operation): void {
  const { name, inputSchema, outputSchema, ...rest } = toolDefinition(operation)
  const config = { ...rest, inputSchema: advertised(inputSchema), outputSchema: advertised(outputSchema) }
  server.registerTool(name, config, (input: unknown, extra: Extra) =>
    callTool(surface, caller, { operation, input }, { ...callOptions(extra), ...askingAt(server, extra) }),
  )
}

function askingAt({ server }: McpServer, { signal, _meta }: Extra): Asking {
  if (!hasForms(server.getClientCapabilities())) return {}
  return { ask: askNow((form, timeout) => server.elicitInput(form as never, { signal, timeout }), _meta?.progressToken !== undefined) }
}

/** Shows our own JSON Schema and lets every value through to `call()`, whose refusals say what to do. */
function advertised(json: Record<string, unknown>) {
  return z.looseObject({}).meta({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...json })
}

function attachResource(attachment: Attachment, resource: Resource): void {
  const { server, surface } = attachment
  const { uri, mimeType, operation } = resource
  const { name, title, summary: description } = operation
  const config = { title, description, mimeType }
  const read = async ({ href }: URL, extra: Extra) => {
    // Our own reading of the address, because the SDK leaves `%20` as it is.
    const parameters = findResource(surface, href)?.parameters
    return { contents: [{ uri: href, mimeType, text: await readText(attachment, { name, input: parameters }, extra) }] }
  }
  if (!isTemplate(resource)) server.registerResource(name, uri, config, read)
  else server.registerResource(name, templateOf(attachment, resource), config, (address, _, extra) => read(address, extra))
}

function templateOf(attachment: Attachment, { uri, operation }: Resource): ResourceTemplate {
  const parameters = Object.keys(operation.input.shape)
  const complete = Object.fromEntries(parameters.map((name) => [name, completer(attachment, { uri }, name)]))
  return new ResourceTemplate(uri, { list: undefined, complete })
}

function attachPrompt(attachment: Attachment, { operation }: Prompt): void {
  const { name, title, summary: description } = operation
  const shape = promptArguments(operation).map((argument) => {
    const schema = argument.required ? z.string() : z.string().optional()
    const described = argument.description === undefined ? schema : schema.describe(argument.description)
    return [argument.name, completable(described, completer(attachment, { name }, argument.name))]
  })
  attachment.server.registerPrompt(name, { title, description, argsSchema: Object.fromEntries(shape) }, async (input, extra) => {
    const text = await readText(attachment, { name, input }, extra)
    return { description, messages: [{ role: 'user', content: { type: 'text', text } }] }
  })
}

function completer({ surface, caller }: Attachment, ref: CompletionRequest['ref'], name: string) {
  return async (value: string | undefined) => {
    const request = { ref, argument: { name, value: value ?? '' } }
    const { values } = await protocolErrors(surface, () => complete(surface, caller, request, {}))
    return values
  }
}

async function readText({ surface, caller }: Attachment, { name, input }: { name: string; input: unknown }, extra: Extra): Promise<string> {
  const { text } = (await protocolErrors(surface, () => caller.call(name, input, callOptions(extra)))) as { text: string }
  return text
}

/** The SDK takes code and data from any error. */
async function protocolErrors<Result>(surface: Surface, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (thrown) {
    const { message, ...rest } = rpcErrorOf(surface, thrown)
    throw Object.assign(new Error(message), rest)
  }
}

function callOptions({ signal, _meta, sendNotification }: Extra): CallOptions {
  const progressToken = _meta?.progressToken
  const trace = traceOf(_meta?.traceparent)
  if (progressToken === undefined) return { signal, ...trace }
  const progress: CallOptions['progress'] = (done, total, message) =>
    void sendNotification({ method: 'notifications/progress', params: { progressToken, progress: done, total, message } }).catch(() => {})
  return { signal, ...trace, progress }
}
