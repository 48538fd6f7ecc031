import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface BearerProxy {
  url: URL
  close(): void
}

/** A loopback proxy that adds a bearer to every request, since the suite sends no headers but its own. */
export async function bearerProxy(target: URL, token: string): Promise<BearerProxy> {
  const server = createServer((incoming, outgoing) => {
    const { method, url = '/' } = incoming
    const headers = { ...incoming.headers, authorization: `Bearer ${token}` }
    const forwarded = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    outgoing.on('close', () => forwarded.destroy())
    incoming.pipe(forwarded)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { url: new URL(target.pathname, `http://127.0.0.1:${port}`), close: () => server.close().closeAllConnections() }
}
