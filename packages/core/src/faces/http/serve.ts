import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { LoopError } from '../../error.ts'
import type { Auth } from './bearer.ts'
import type { HttpApp } from './environment.ts'
import { isLoopback } from './loopback.ts'

interface ListenOptions {
  /** `127.0.0.1` unless said. */
  host?: string
  /** 0 takes a free one. */
  port: number
  /** How the app lets callers in: `none` is refused where other machines could call. */
  auth: Auth
  /** How long running calls may take once the server is told to close; 10 seconds unless said. */
  drainMilliseconds?: number
}

export interface Listening {
  url: string
  /** Takes no more calls and lets the running ones end. */
  close(): Promise<void>
}

/** Limits of what arrives. */
const serverOptions = {
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
}

/** Serves an app on an address of this machine. Throws `unavailable port_taken`, and `invalid_input auth_needed` for an open door. */
export async function serveHttp(app: HttpApp, options: ListenOptions): Promise<Listening> {
  const { host = '127.0.0.1', port, auth, drainMilliseconds = 10_000 } = options
  if (auth === 'none' && !isLoopback(host)) throw authNeeded(host)
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions, autoCleanupIncoming: false }) as Server
  server.on('request', discardUnread)
  const running = runningCalls(server)
  await listen(server, host, port)
  return { url: urlOf(server.address() as AddressInfo), close: () => close(server, running, drainMilliseconds) }
}

/**
 * Throws away what is left of a refused body once the answer is out, so that the client can read it and go on using the connection.
 *
 * The adaptor's own way of doing so would, half a second later, close a connection that may serve the next request by then.
 */
function discardUnread(incoming: IncomingMessage, outgoing: ServerResponse): void {
  // A reader that nobody reads from would stop the flow again.
  outgoing.once('finish', () => void incoming.removeAllListeners('data').resume())
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port })
  await once(server, 'listening').catch((error) => {
    throw cannotListen(error, host, port)
  })
}

/** The answers that are not whole yet; it always shows the present. */
function runningCalls(server: Server): ReadonlySet<ServerResponse> {
  const running = new Set<ServerResponse>()
  server.on('request', (_, response: ServerResponse) => {
    running.add(response)
    response.once('close', () => running.delete(response))
  })
  return running
}

async function close(server: Server, running: ReadonlySet<ServerResponse>, drainMilliseconds: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const ended = Promise.all([...running].map((response) => once(response, 'close')))
  await Promise.race([ended, setTimeout(drainMilliseconds, undefined, { ref: false })])
  // What is open now carries no call, such as a connection that a browser made in advance.
  server.closeAllConnections()
  await closed
}

function urlOf({ address, family, port }: AddressInfo): string {
  // The addresses that mean "every network" are no address to call.
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

function authNeeded(host: string): LoopError {
  return new LoopError('invalid_input', `With LOOP_AUTH=none everybody who reaches ${host} would be the owner.`, {
    code: 'auth_needed',
    hints: ['Serve on 127.0.0.1, or leave LOOP_AUTH at token.'],
  })
}

function cannotListen(cause: NodeJS.ErrnoException, host: string, port: number): LoopError {
  const taken = cause.code === 'EADDRINUSE'
  const reason = taken ? 'is taken by another program' : `cannot be served on this machine (${cause.code})`
  return new LoopError('unavailable', `Port ${port} on ${host} ${reason}. Choose another one with --port or LOOP_PORT.`, {
    code: taken ? 'port_taken' : 'cannot_listen',
    cause,
  })
}
