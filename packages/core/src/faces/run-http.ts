import type { McpRequestContext } from '@modelcontextprotocol/server'
import { ensureOwnerKey } from '../accounts/owner-key.ts'
import { actorId, type Principal } from '../actor.ts'
import type { Application } from '../application.ts'
import { LoopError } from '../error.ts'
import { localCaller } from '../local-caller.ts'
import { workInBackground } from './background.ts'
import { httpApp } from './http/app.ts'
import { serveHttp } from './http/serve.ts'
import { mcpServer } from './mcp.ts'
import { callerOf, type McpHttpHandler, mcpHttpHandler } from './mcp-http.ts'
import { openApplication, type Server, surfaceOf } from './server.ts'
import { welcome } from './welcome.ts'

/** Serves HTTP, MCP included, until the process is told to end. */
export async function runHttp(server: Server): Promise<number> {
  const { name, version, settings, port } = server
  if (settings.server !== undefined) {
    throw new LoopError(
      'invalid_input',
      'LOOP_SERVER names another server to work against, so this one cannot serve HTTP itself. Unset one of the two.',
    )
  }
  const application = openApplication(server)
  const endpoints = mcpEndpoints(server, application)
  const app = httpApp(application, { ...settings, name, version, mcp: endpoints.handle })
  const told = untilTold()
  const listening = await serveHttp(app, { host: settings.host, port: settings.port ?? port, auth: settings.auth })
  try {
    // Only once the port is ours: a key that was made but never shown would be lost.
    const key = settings.auth === 'token' ? await ensureOwnerKey(application.storage, new Date()) : undefined
    workInBackground(application)
    process.stderr.write(welcome({ name, version, url: listening.url, databaseUrl: settings.databaseUrl, auth: settings.auth, key }))
    await told
    return 0
  } finally {
    await endpoints.close()
    await listening.close()
    await application.close()
  }
}

interface Endpoints {
  handle(request: Request, principal: Principal, module: string | undefined): Promise<Response>
  close(): Promise<void>
}

/** `/mcp` for all modules together and `/mcp/<module>` for each alone. */
function mcpEndpoints(server: Server, application: Application): Endpoints {
  const all = endpoint(application, surfaceOf(server))
  const single = new Map(server.modules.map((module) => [module.name, endpoint(application, surfaceOf(server, [module]))]))
  const find = (name: string | undefined): McpHttpHandler | undefined => (name === undefined ? all : single.get(name))
  return {
    async handle(request, principal, name) {
      const handler = find(name)
      if (handler === undefined)
        throw new LoopError('not_found', `No module named ${name} is mounted here. There are: ${[...single.keys()].join(', ')}.`)
      return handler(request, { owner: ownerOf(principal), caller: principal })
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
  return actor === undefined ? 'anonymous' : `${actor.tenant}/${actor.key ?? actorId(actor)}`
}

async function untilTold(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
