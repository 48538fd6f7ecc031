import {
  type AuthInfo,
  createMcpHandler,
  DEFAULT_MAX_REQUEST_BODY_SIZE,
  isJsonContentType,
  isLegacyRequest,
  type McpServerFactory,
  readRequestBody,
  type ServerEventBus,
} from '@modelcontextprotocol/server'
import type { SettingValues } from '../caller.ts'
import { rpcError } from './mcp-rpc-error.ts'
import { mcpSessions, type SessionOptions } from './mcp-sessions.ts'

/** Who sends a request: `owner` is the name that sessions are bound to, `caller` is what handlers get to see. */
export interface McpSender {
  owner: string
  caller: unknown
  /** What this request brings along. */
  settings?: SettingValues
}

export interface McpHttpOptions extends SessionOptions {
  maxBodyBytes?: number
  /** Where changes are published for clients that listen; it knows no callers, so nothing private belongs on it. */
  bus?: ServerEventBus
}

export interface McpHttpHandler {
  (request: Request, sender: McpSender): Promise<Response>
  /** Ends every session, stream and call in flight; later requests get 503. */
  close(): Promise<void>
}

/** Serves MCP over HTTP in both eras: 2026-07-28 by request, older revisions by session. */
export function mcpHttpHandler(factory: McpServerFactory, options: McpHttpOptions = {}): McpHttpHandler {
  const { maxBodyBytes = DEFAULT_MAX_REQUEST_BODY_SIZE, bus, onError } = options
  const modern = createMcpHandler(factory, { legacy: 'reject', bus, onerror: onError })
  const sessions = mcpSessions(factory, options)
  let closed = false

  async function handle(request: Request, sender: McpSender): Promise<Response> {
    const parsedBody = await readJson(request, maxBodyBytes)
    if (closed) return rpcError(503, -32000, 'The server is closing')
    if (parsedBody instanceof Response) return parsedBody
    const exchange = { parsedBody, authInfo: authInfoOf(sender) }
    if (await isLegacyRequest(request, parsedBody)) return sessions.handle(request, sender.owner, exchange)
    return modern.fetch(request, exchange)
  }

  async function close(): Promise<void> {
    closed = true
    await Promise.all([modern.close(), sessions.close()])
  }

  return Object.assign(handle, { close })
}

/** The caller of a request, from the authInfo that the SDK hands to factories and handlers. */
export function callerOf(authInfo: AuthInfo | undefined): unknown {
  return authInfo?.extra?.caller
}

// The SDK passes an authInfo through as it is, so the caller and the settings travel in it; the bearer itself stays outside.
function authInfoOf({ owner, caller, settings }: McpSender): AuthInfo {
  return { token: '', clientId: owner, scopes: [], extra: { caller, settings } }
}

/** The body of a POST, read once for both eras, or the refusal of a body that is none. */
async function readJson(request: Request, maxBodyBytes: number): Promise<unknown> {
  if (request.method !== 'POST') return undefined
  if (!isJsonContentType(request.headers.get('content-type'))) return rpcError(415, -32000, 'Content-Type must be application/json')
  try {
    const text = await readText(request, maxBodyBytes)
    return text === undefined ? rpcError(413, -32000, `The body is over ${maxBodyBytes} bytes`) : JSON.parse(text)
  } catch {
    return rpcError(400, -32700, 'Parse error: the body is not valid JSON')
  }
}

/** The body, or undefined if it is too large; one that says its length need not be counted. */
async function readText(request: Request, maxBodyBytes: number): Promise<string | undefined> {
  const length = request.headers.get('content-length')
  if (length !== null) return Number(length) > maxBodyBytes ? undefined : request.text()
  const body = await readRequestBody(request, maxBodyBytes)
  return body.tooLarge ? undefined : body.text
}
