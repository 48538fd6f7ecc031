import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server was asked. */
export interface ModelAsked {
  key: string
  body: string
}

/** What it answers with; a message of success unless there is a status or a fault of the line. */
export interface ModelReply {
  text?: string
  stop?: string
  status?: number
  headers?: Record<string, string>
  fault?: 'silence' | 'stall' | 'cut'
}

export type ModelScript = (asked: ModelAsked) => ModelReply | Promise<ModelReply>

/** What each question and its answer use up. */
export const modelUsage = { input_tokens: 900, output_tokens: 100 }

/** Ways in which a model, or the line to it, has no answer. */
export const modelFaults = {
  refusal: () => ({ text: '', stop: 'refusal' }),
  max_tokens: () => ({ text: '{"', stop: 'max_tokens' }),
  unauthorized: () => ({ status: 401 }),
  forbidden: () => ({ status: 403 }),
  bad_request: () => ({ status: 400 }),
  rate_limited: () => ({ status: 429, headers: { 'retry-after': '3600' } }),
  overloaded: () => ({ status: 529, headers: { 'retry-after-ms': '1' } }),
  silent: () => ({ fault: 'silence' }),
  stalled: () => ({ fault: 'stall' }),
  cut: () => ({ fault: 'cut' }),
} as const satisfies Record<string, ModelScript>

/** A real server that speaks `POST /v1/messages`, minds the version, the key and the schema, and answers by a script. */
export async function startModelServer(script: ModelScript) {
  const asked: ModelAsked[] = []
  let answer = script
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const fault = faultOf(request, body)
      if (fault !== undefined) return send(response, fault)
      const one = { key: keyOf(request), body }
      asked.push(one)
      send(response, await answer(one))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Answers by another script from now on, as if nothing had been asked before. */
    answers: (next: ModelScript) => {
      answer = next
      asked.length = 0
    },
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request) text += piece
  return text
}

function keyOf({ headers }: IncomingMessage): string {
  return String(headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '') ?? '')
}

/** What the real one would refuse. */
function faultOf(request: IncomingMessage, body: string): ModelReply | undefined {
  if (request.method !== 'POST' || request.url !== '/v1/messages') return { status: 404 }
  if (keyOf(request) === '') return { status: 401 }
  const { model, max_tokens, output_config } = JSON.parse(body)
  const { type, schema } = output_config?.format ?? {}
  const isClosed = type === 'json_schema' && schema?.type === 'object' && schema.additionalProperties === false
  return request.headers['anthropic-version'] && model && max_tokens > 0 && isClosed ? undefined : { status: 400 }
}

function send(response: ServerResponse, { text = '', stop = 'end_turn', status = 200, headers = {}, fault }: ModelReply): void {
  if (fault === 'silence') return
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-5-5',
    content: [{ type: 'text', text }],
    stop_reason: stop,
    stop_sequence: null,
    usage: modelUsage,
  }
  const error = { type: 'error', error: { type: 'an_error', message: 'It says no.' } }
  const body = JSON.stringify(status === 200 ? message : error)
  const fields = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers }
  response.writeHead(status, fields)
  if (fault === undefined) response.end(body)
  else response.write(body.slice(0, 20), () => fault === 'cut' && response.destroy())
}
