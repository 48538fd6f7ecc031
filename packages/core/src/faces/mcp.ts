import { McpServer, ProtocolError, ProtocolErrorCode, type ServerContext } from '@modelcontextprotocol/server'
import type { Caller, CallOptions } from '../caller.ts'
import { traceOf } from '../trace.ts'
import { askedState, askingIn } from './mcp-asking.ts'
import { promptArguments } from './prompt-arguments.ts'
import { callTool, complete, findResource, isTemplate, rpcErrorOf, type Surface, toolDefinition } from './surface.ts'

/** For how many milliseconds a client may keep a list; it depends on who asks. */
const kept = { ttlMs: 60_000, cacheScope: 'private' } as const
const cacheHints = { 'tools/list': kept, 'resources/list': kept, 'resources/templates/list': kept, 'prompts/list': kept }

/**
 * Makes the server object for one connection or request, in either protocol era.
 *
 * The handlers are set below the SDK's registry, which checks arguments by itself and passes foreign error texts to the model.
 */
export function mcpServer(surface: Surface, caller: Caller): McpServer {
  const { name, version, title, instructions } = surface
  const options = { instructions, capabilities: capabilitiesOf(surface), cacheHints, requestState: askedState }
  const server = new McpServer({ name, version, title }, options)
  serveTools(server, surface, caller)
  serveResources(server, surface, caller)
  servePrompts(server, surface, caller)
  return server
}

function capabilitiesOf(surface: Surface) {
  return {
    tools: { listChanged: false },
    ...(surface.resources.length > 0 && { resources: { listChanged: false } }),
    ...(surface.prompts.length > 0 && { prompts: { listChanged: false } }),
    ...(surface.modules.some((module) => module.completions) && { completions: {} }),
  }
}

function serveTools({ server }: McpServer, surface: Surface, caller: Caller): void {
  server.setRequestHandler('tools/list', async () => {
    const visible = await visibleTo(caller, surface.tools, (operation) => operation.name)
    return { tools: visible.map(toolDefinition) }
  })
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const visible = await visibleTo(caller, surface.tools, (operation) => operation.name)
    const operation = visible.find((tool) => tool.name === params.name)
    if (operation === undefined)
      throw invalidParams(`There is no tool named ${JSON.stringify(params.name.slice(0, 64))}. Ask for tools/list.`)
    const { requested, ...asking } = askingIn(server, context, operation.name)
    const result = await callTool(surface, caller, { operation, input: params.arguments }, { ...callOptions(context), ...asking })
    return (await requested?.()) ?? result
  })
}

function serveResources({ server }: McpServer, surface: Surface, caller: Caller): void {
  if (surface.resources.length === 0) return
  const visible = async () => visibleTo(caller, surface.resources, (resource) => resource.operation.name)
  const described = ({ mimeType, operation: { name, title, summary } }: Surface['resources'][number]) => ({
    name,
    title,
    description: summary,
    mimeType,
  })
  server.setRequestHandler('resources/list', async () => {
    const fixed = (await visible()).filter((resource) => !isTemplate(resource))
    return { resources: fixed.map((resource) => ({ uri: resource.uri, ...described(resource) })) }
  })
  server.setRequestHandler('resources/templates/list', async () => {
    const templates = (await visible()).filter(isTemplate)
    return { resourceTemplates: templates.map((resource) => ({ uriTemplate: resource.uri, ...described(resource) })) }
  })
  server.setRequestHandler('resources/read', async ({ params: { uri } }, context) => {
    const found = findResource({ ...surface, resources: await visible() }, uri)
    if (found === undefined)
      throw new ProtocolError(ProtocolErrorCode.ResourceNotFound, 'There is no resource at this address. Ask for resources/list.', { uri })
    const { operation, mimeType } = found.resource
    const text = await readText(surface, () => caller.call(operation.name, found.parameters, callOptions(context)))
    return { contents: [{ uri, mimeType, text }] }
  })
}

function servePrompts({ server }: McpServer, surface: Surface, caller: Caller): void {
  const visible = async () => visibleTo(caller, surface.prompts, (prompt) => prompt.operation.name)
  if (surface.prompts.length > 0) {
    server.setRequestHandler('prompts/list', async () => ({
      prompts: (await visible()).map(({ operation }) => ({
        name: operation.name,
        title: operation.title,
        description: operation.summary,
        arguments: promptArguments(operation),
      })),
    }))
    server.setRequestHandler('prompts/get', async ({ params }, context) => {
      const prompt = (await visible()).find(({ operation }) => operation.name === params.name)
      if (prompt === undefined)
        throw invalidParams(`There is no prompt named ${JSON.stringify(params.name.slice(0, 64))}. Ask for prompts/list.`)
      const text = await readText(surface, () => caller.call(params.name, params.arguments, callOptions(context)))
      return { description: prompt.operation.summary, messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] }
    })
  }
  if (!surface.modules.some((module) => module.completions)) return
  server.setRequestHandler('completion/complete', async ({ params }, context) => ({
    completion: await protocolErrors(surface, () => complete(surface, caller, params, callOptions(context))),
  }))
}

/** What of a list the caller may use; all of it where a remote server did not say. */
async function visibleTo<Item>(caller: Caller, items: readonly Item[], nameOf: (item: Item) => string): Promise<readonly Item[]> {
  const allowed = await caller.allowed()
  return allowed === undefined ? items : items.filter((item) => allowed.has(nameOf(item)))
}

function callOptions({ mcpReq, http }: ServerContext): CallOptions {
  const token = mcpReq._meta?.progressToken
  return {
    signal: mcpReq.signal,
    ...traceOf(mcpReq._meta?.traceparent),
    // Of this request, even where the session was opened by another one.
    settings: http?.authInfo?.extra?.settings as CallOptions['settings'],
    ...(token !== undefined && {
      progress: (progress, total, message) =>
        void mcpReq
          .notify({ method: 'notifications/progress', params: { progressToken: token, progress, total, message } })
          .catch(() => {}),
    }),
  }
}

async function readText(surface: Surface, work: () => Promise<unknown>): Promise<string> {
  const { text } = (await protocolErrors(surface, work)) as { text: string }
  return text
}

async function protocolErrors<Result>(surface: Surface, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (thrown) {
    const { code, message, data } = rpcErrorOf(surface, thrown)
    throw new ProtocolError(code, message, data)
  }
}

function invalidParams(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message)
}
