import { ensureOwnerKey } from '../accounts/owner-key.ts'
import { LoopError } from '../error.ts'
import { workInBackground } from './background.ts'
import { httpApp } from './http/app.ts'
import { serveHttp } from './http/serve.ts'
import { mcpEndpoints } from './mcp-endpoints.ts'
import { openApplication, type Server } from './server.ts'
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

async function untilTold(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
