import { randomUUID } from 'node:crypto'
import {
  type HandleRequestOptions,
  isInitializeRequest,
  type McpServerFactory,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { boundedEventStore } from './mcp-events.ts'
import { rpcError } from './mcp-rpc-error.ts'
import { whenSent } from './when-sent.ts'

export interface SessionOptions {
  /** How many sessions may be open at once. */
  maxSessions?: number
  /** How long a session without a request or an open stream is kept. */
  idleMilliseconds?: number
  onError?: (error: Error) => void
}

export interface McpSessions {
  handle(request: Request, owner: string, exchange: HandleRequestOptions): Promise<Response>
  close(): Promise<void>
}

interface Session {
  id: string
  owner: string
  transport: WebStandardStreamableHTTPServerTransport
  /** Answers still being sent; a session with one is not idle. */
  sending: number
  idle: NodeJS.Timeout
}

/** The sessions of clients that open with `initialize`: one server and one transport each, bound to who opened it. */
export function mcpSessions(factory: McpServerFactory, options: SessionOptions): McpSessions {
  const { maxSessions = 1_000, idleMilliseconds = 30 * 60_000, onError } = options
  // In order of use: a session that is used moves to the end.
  const sessions = new Map<string, Session>()

  async function handle(request: Request, owner: string, exchange: HandleRequestOptions): Promise<Response> {
    const id = request.headers.get('mcp-session-id')
    if (id === null) return isInitializeRequest(exchange.parsedBody) ? open(request, owner, exchange) : withoutSession(request)
    const session = sessions.get(id)
    if (session?.owner !== owner) return rpcError(404, -32001, 'Session not found')
    return serve(session, request, exchange)
  }

  async function open(request: Request, owner: string, exchange: HandleRequestOptions): Promise<Response> {
    if (!makeRoom()) return rpcError(503, -32000, 'Too many open sessions, try again later')
    const session = createSession(owner)
    try {
      const server = await factory({ era: 'legacy', authInfo: exchange.authInfo, requestInfo: request })
      await server.connect(session.transport)
      return await serve(session, request, exchange)
    } catch (error) {
      onError?.(error as Error)
      return rpcError(500, -32603, 'Internal server error')
    } finally {
      // The transport has an id from the moment on that it has accepted `initialize`.
      if (session.transport.sessionId === undefined) await session.transport.close()
    }
  }

  function createSession(owner: string): Session {
    const id = randomUUID()
    const transport = new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator: () => id, eventStore: boundedEventStore() })
    const idle = setTimeout(() => (session.sending > 0 ? session.idle.refresh() : transport.close()), idleMilliseconds).unref()
    const session: Session = { id, owner, transport, sending: 0, idle }
    transport.onerror = onError
    transport.onclose = () => {
      clearTimeout(session.idle)
      sessions.delete(id)
    }
    sessions.set(id, session)
    return session
  }

  async function serve(session: Session, request: Request, exchange: HandleRequestOptions): Promise<Response> {
    touch(session)
    session.sending += 1
    const response = await session.transport.handleRequest(request, exchange)
    return whenSent(response, () => {
      session.sending -= 1
      touch(session)
    })
  }

  function touch(session: Session): void {
    if (!sessions.delete(session.id)) return
    sessions.set(session.id, session)
    session.idle.refresh()
  }

  function makeRoom(): boolean {
    if (sessions.size < maxSessions) return true
    const victim = oldestOfTheGreediest([...sessions.values()].filter(({ sending }) => sending === 0))
    if (victim === undefined) return false
    sessions.delete(victim.id)
    void victim.transport.close()
    return true
  }

  async function close(): Promise<void> {
    await Promise.all([...sessions.values()].map((session) => session.transport.close()))
  }

  return { handle, close }
}

/** The session to end for a new one, chosen so that an owner who leaks sessions loses their own. */
function oldestOfTheGreediest(idle: Session[]): Session | undefined {
  const held = new Map<string, number>()
  for (const { owner } of idle) held.set(owner, (held.get(owner) ?? 0) + 1)
  const most = Math.max(...held.values())
  return idle.find(({ owner }) => held.get(owner) === most)
}

function withoutSession({ method }: Request): Response {
  if (['GET', 'POST', 'DELETE'].includes(method)) return rpcError(400, -32000, 'Bad Request: Mcp-Session-Id header is required')
  const refusal = rpcError(405, -32000, 'Method not allowed')
  refusal.headers.set('allow', 'GET, POST, DELETE')
  return refusal
}
