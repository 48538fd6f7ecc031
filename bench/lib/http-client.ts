import { Agent, type IncomingMessage, request as send } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Connection, type Era, initialized, openingOf, type Reply, requestOf, resultOf } from './protocol.ts'

export interface Endpoint {
  url: string
  key?: string
}

type Headers = Record<string, string>
type Named = { name?: string }

/** Connects to an MCP endpoint over node:http, which costs less than fetch, so that what is measured is the server. */
export async function connectHttp({ url, key }: Endpoint, era: Era): Promise<Connection> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const headers: Headers = {
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'mcp-protocol-version': era,
  }
  if (key) headers.authorization = `Bearer ${key}`
  const post = (body: string, more?: Headers) => postTo(url, agent, { ...headers, ...more }, body)
  let last = 0
  const request = async (method: string, params: Named = {}) => {
    const id = ++last
    const response = await post(requestOf(era, id, method, params), era === '2026-07-28' ? routingHeaders(method, params) : undefined)
    const session = response.headers['mcp-session-id']
    if (typeof session === 'string') headers['mcp-session-id'] = session
    return resultOf(replyIn(await text(response), response))
  }
  await request(...openingOf(era))
  if (era === '2025-11-25') (await post(initialized)).resume()
  return { request, close: async () => agent.destroy() }
}

/** The newer era repeats in headers what a proxy needs to know. */
function routingHeaders(method: string, { name }: Named): Headers {
  return { 'mcp-method': method, ...(name && { 'mcp-name': name }) }
}

function postTo(url: string, agent: Agent, headers: Headers, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } }
    send(url, options, resolve).once('error', reject).end(body)
  })
}

function replyIn(body: string, { statusCode, headers }: IncomingMessage): Reply {
  if (statusCode !== 200) throw new Error(`HTTP ${statusCode}: ${body.slice(0, 300)}`)
  if (!headers['content-type']?.startsWith('text/event-stream')) return JSON.parse(body)
  const messages = [...body.matchAll(/^data: ?(\{.*)$/gm)].map(([, data]) => JSON.parse(data!) as Reply)
  return messages.find(({ id }) => id !== undefined)!
}
