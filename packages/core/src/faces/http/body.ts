import type { HonoRequest } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { LoopError } from '../../error.ts'
import type { Middleware } from './environment.ts'

const maxBytes = 4 * 1024 * 1024

/** Refuses a body over 4 MiB, also one that comes in chunks without saying how long it is. */
export function limitedBody(): Middleware {
  const counted = bodyLimit({ maxSize: maxBytes, onError: tooLarge })
  return async (context, next) => {
    const length = context.req.header('content-length')
    // Counting means copying, which a body that says its length does not need: the HTTP parser holds it to that.
    if (length === undefined) return counted(context, next)
    if (Number(length) > maxBytes) tooLarge()
    await next()
  }
}

function tooLarge(): never {
  throw new LoopError('invalid_input', 'The body is over 4 MiB. Send less at once.', { code: 'body_too_large', status: 413 })
}

/** The one JSON object in a request's body; no body counts as an empty one. */
export async function readBody(request: HonoRequest): Promise<Record<string, unknown>> {
  const text = await request.text()
  if (text === '') return {}
  requireJsonType(request.header('content-type'))
  const body = parseJson(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badJson('The body is JSON, but not an object.')
  return body as Record<string, unknown>
}

function requireJsonType(type = ''): void {
  if (/^application\/json\s*(;|$)/i.test(type)) return
  throw new LoopError('invalid_input', 'The body must be JSON. Send it with "Content-Type: application/json".', {
    code: 'bad_content_type',
    status: 415,
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badJson('The body is not valid JSON.')
  }
}

function badJson(problem: string): LoopError {
  return new LoopError('invalid_input', `${problem} Send one JSON object with the arguments, such as {"limit": 20}, or no body at all.`, {
    code: 'bad_json',
    status: 400,
  })
}
