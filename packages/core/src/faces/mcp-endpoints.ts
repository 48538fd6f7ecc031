import type { McpRequestContext } from '@modelcontextprotocol/server'
import { actorId, type Principal } from '../actor.ts'
import type { Application } from '../application.ts'
import { LoopError } from '../error.ts'
import { localCaller } from '../local-caller.ts'
import { mcpServer } from './mcp.ts'
import { callerOf, type McpHttpHandler, mcpHttpHandler } from './mcp-http.ts'
import { callSettings, settingsIn } from './per-call.ts'
import { type Server, surfaceOf } from './server.ts'

export interface McpEndpoints {
  handle(request: Request, principal: Principal, module: string | undefined): Promise<Response>
  close(): Promise<void>
}

/** `/mcp` for all modules together and `/mcp/<module>` for each alone. */
export function mcpEndpoints(server: Server, application: Application): McpEndpoints {
  const all = endpoint(application, surfaceOf(server))
  const single = new Map(server.modules.map((module) => [module.name, endpoint(application, surfaceOf(server, [module]))]))
  const settings = callSettings(application.modules)
  const find = (name: string | undefined): McpHttpHandler | undefined => (name === undefined ? all : single.get(name))
  return {
    async handle(request, principal, name) {
      const handler = find(name)
      if (handler === undefined)
        throw new LoopError('not_found', `No module named ${name} is mounted here. There are: ${[...single.keys()].join(', ')}.`)
      return handler(request, { owner: ownerOf(principal), caller: principal, settings: settingsIn(request.headers, settings) })
    },
    async close() {
      await Promise.all([all, ...single.values()].map((handler) => handler.close()))
    },
  }
}

function endpoint(application: Application, surface: ReturnType<typeof surfaceOf>): McpHttpHandler {
  const factory = ({ authInfo }: McpRequestContext) => mcpServer(surface, localCaller(application, callerOf(authInfo) as Principal))
  return mcpHttpHandler(factory, { onError: (error) => application.log.warn({ error: error.message }, 'mcp') })
}

/** Sessions are bound to the key that opened them, or to the person where no key is asked for. */
function ownerOf({ actor }: Principal): string {
  return actor === undefined ? 'anonymous' : `${actor.tenant}/${actor.key ?? actor.impersonator?.key ?? actorId(actor)}`
}
