import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { workInBackground } from './background.ts'
import { mcpServer } from './mcp.ts'
import { openCaller, type Server, surfaceOf } from './server.ts'

/** Serves MCP over stdin and stdout until stdin ends. */
export async function runStdio(server: Server): Promise<number> {
  const surface = surfaceOf(server)
  const { caller, application } = await openCaller(server)
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  const connection = serveStdio(() => mcpServer(surface, caller))
  if (application) workInBackground(application)
  await ended
  await connection.close()
  await caller.close()
  return 0
}
