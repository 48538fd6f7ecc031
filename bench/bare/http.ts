import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createMcpHandler, isLegacyRequest, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'
import { bareServer } from './server.ts'

const modern = createMcpHandler(() => bareServer(), { legacy: 'reject' })
const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>()

/** Opens a session for `initialize`, as the SDK's examples do, and finds it again for what follows. */
async function transportOf(request: Request): Promise<WebStandardStreamableHTTPServerTransport> {
  const known = sessions.get(request.headers.get('mcp-session-id') ?? '')
  if (known) return known
  const transport: WebStandardStreamableHTTPServerTransport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => void sessions.set(id, transport),
  })
  await bareServer().connect(transport)
  return transport
}

async function answer(incoming: IncomingMessage): Promise<Response> {
  const chunks = await incoming.toArray()
  const { method, url = '/', headers } = incoming
  const request = new Request(`http://${headers.host}${url}`, { method, headers: headers as Record<string, string> })
  const parsedBody = method === 'POST' ? JSON.parse(Buffer.concat(chunks).toString()) : undefined
  if (!(await isLegacyRequest(request, parsedBody))) return modern.fetch(request, { parsedBody })
  return (await transportOf(request)).handleRequest(request, { parsedBody })
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.headers.get('content-type') === 'application/json') outgoing.end(await response.text())
  else if (response.body) await pipeline(Readable.fromWeb(response.body as never), outgoing)
  else outgoing.end()
}

const server = createServer((incoming, outgoing) => {
  answer(incoming)
    .then((response) => send(response, outgoing))
    .catch((error) => outgoing.writeHead(500).end(String(error)))
})
server.listen(0, '127.0.0.1', () => process.stderr.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`))
