import { z } from 'zod'
import { type ErrorKind, LoopError, statusOfKind } from '../error.ts'
import { redirected, strangeAnswer, tooLarge } from './remote-errors.ts'

const limitBytes = 8 * 1024 * 1024

/** The error body that every Loop server sends. */
const Refusal = z.object({
  error: z.looseObject({
    status: z.int(),
    kind: z.enum(Object.keys(statusOfKind) as ErrorKind[]),
    code: z.string(),
    message: z.string(),
    hints: z.array(z.string()).optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
})

/** Reads the answer to one call; a refusal is thrown again as the LoopError that it was. */
export async function readAnswer(response: Response, origin: string): Promise<unknown> {
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel()
    throw redirected(origin)
  }
  if (response.status === 204) return {}
  const answer = parse(await readBounded(response, origin))
  if (response.ok && answer !== undefined) return answer
  const refusal = Refusal.safeParse(answer)
  if (response.ok || !refusal.success) throw strangeAnswer(origin, response.status)
  const { kind, message, status, code, hints, details, ...data } = refusal.data.error
  throw new LoopError(kind, message, { status, code, hints, details, data })
}

async function readBounded(response: Response, origin: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    // Leaving the loop ends the connection, so the rest is not sent.
    if (bytes > limitBytes) throw tooLarge(origin)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What the text says, or undefined if it is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
