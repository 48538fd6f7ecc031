import { LoopError } from 'loop-core'
import { type AllowList, type OutgoingAnswer, requestOutgoing } from 'loop-core/outgoing'

export interface PageReading {
  allow: AllowList
  signal: AbortSignal
}

const mostBytes = 1024 * 1024
const timeoutMilliseconds = 15_000
const mostRedirects = 3

/**
 * Reads the text of a page of the web. A redirect is followed to wherever anybody may go: each address is judged like the first one.
 *
 * Throws `invalid_input` for a page that will not be read, and `unavailable` where another try may help.
 */
export async function readPage(address: string, reading: PageReading, redirects = mostRedirects): Promise<string> {
  const answer = await requestOutgoing(address, {
    method: 'GET',
    headers: { accept: 'text/html, text/markdown, text/plain', 'user-agent': 'Loopctl-Ingestion/1.0' },
    timeoutMilliseconds,
    maxBytes: mostBytes + 1,
    ...reading,
  })
  const { status, headers, body } = answer
  if (status >= 300 && status < 400 && headers.location !== undefined) {
    if (redirects === 0) throw unreadable('The page leads from one address to the next.')
    return readPage(targetOf(headers.location, address), reading, redirects - 1)
  }
  if (status === 429 || status >= 500) throw new LoopError('unavailable', `HTTP ${status}`, { code: 'page_unavailable' })
  if (status < 200 || status >= 300) throw unreadable(`HTTP ${status}`)
  if (body.length > mostBytes) throw unreadable(`The page is larger than ${mostBytes / 1024} KiB.`)
  return textOf(answer)
}

function targetOf(location: string, address: string): string {
  if (!URL.canParse(location, address)) throw unreadable('The page leads to something that is no address.')
  return new URL(location, address).href
}

/** The library for HTML is loaded with the first page only. */
async function textOf({ headers, body }: OutgoingAnswer): Promise<string> {
  const type = headers['content-type'] ?? ''
  const text = decoded(body, /charset="?([\w-]+)/i.exec(type)?.[1])
  if (/^text\/(plain|markdown|x-markdown)\b/i.test(type)) return text
  if (!/^text\/html\b/i.test(type)) throw unreadable('The page is neither text/html nor text/plain nor text/markdown.')
  const { convert } = await import('html-to-text')
  return convert(text, { wordwrap: false, selectors, limits: { maxInputLength: mostBytes } })
}

const selectors = [
  { selector: 'a', options: { ignoreHref: true } },
  ...['img', 'nav', 'footer'].map((selector) => ({ selector, format: 'skip' })),
]

function decoded(body: Buffer, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    throw unreadable('The page is in a character set that is not known here.')
  }
}

function unreadable(message: string): LoopError {
  return new LoopError('invalid_input', message, { code: 'page_unreadable' })
}
