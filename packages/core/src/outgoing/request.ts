import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { type IncomingHttpHeaders, type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { LoopError } from '../error.ts'
import { type AllowList, hostOf, isAllowedHost, mayConnect, mayReach, readAllowList } from './addresses.ts'

/** Finds all addresses of a name. */
type Lookup = (name: string, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void

export interface OutgoingRequest {
  method: string
  headers?: Record<string, string>
  body?: string
  /** What may be reached although it is not public; nothing unless said. */
  allow?: AllowList
  /** For the whole of it, from the look-up of the name to the last byte that is read. */
  timeoutMilliseconds: number
  /** What of the answer's body is read; the rest is left. */
  maxBytes: number
  signal?: AbortSignal
  /** How names are resolved; as the system does unless said. */
  lookup?: Lookup
}

export interface OutgoingAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/**
 * Calls an address that somebody else named, and follows no redirect.
 *
 * Throws `invalid_input private_address` where it leads into this machine or a private network. What is judged is the resolved address, and the
 * connection goes to that same one: a name that is looked up a second time may have moved meanwhile. Throws `unavailable timeout` when the
 * time is over; what the network itself reports is thrown as it is.
 */
export async function requestOutgoing(address: string, request: OutgoingRequest): Promise<OutgoingAnswer> {
  const url = new URL(address)
  const { allow = readAllowList(''), signal: given, timeoutMilliseconds } = request
  if (!mayReach(url, allow)) throw refusedAddress()
  const deadline = AbortSignal.timeout(timeoutMilliseconds)
  const signal = given ? AbortSignal.any([given, deadline]) : deadline
  try {
    return await readAnswer(await send(url, request, { signal, ...connection(url, allow, request.lookup) }), request.maxBytes)
  } catch (thrown) {
    if (deadline.aborted && !given?.aborted) throw new LoopError('unavailable', 'timeout', { code: 'timeout', cause: thrown })
    throw thrown
  }
}

/** A connection of its own: one that is kept open would go where an earlier look-up led. */
function connection(url: URL, allow: AllowList, lookup: Lookup = lookUpAll): RequestOptions {
  const unguarded = isAllowedHost(hostOf(url), allow)
  return { agent: false, lookup: guarded(lookup, (address) => unguarded || mayConnect(address, allow)) }
}

const lookUpAll: Lookup = (name, done) => systemLookup(name, { all: true }, done)

/** Refuses a name of which even one address may not be reached, so that nobody can choose by the order of the answers. */
function guarded(lookup: Lookup, mayReachAddress: (address: string) => boolean): LookupFunction {
  return (name, { all }, done) =>
    lookup(name, (error, addresses) => {
      const first = addresses?.[0]
      if (error || first === undefined) return done(error ?? new Error(`${name} has no address`), [])
      if (!addresses.every(({ address }) => mayReachAddress(address))) return done(refusedAddress(), [])
      if (all) done(null, addresses)
      else done(null, first.address, first.family)
    })
}

function send(url: URL, { method, headers = {}, body = '' }: OutgoingRequest, options: RequestOptions): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) }, ...options })
    sent.once('error', reject)
    sent.once('response', resolve)
    sent.end(body)
  })
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<OutgoingAnswer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response) {
    parts.push(part)
    size += part.length
    if (size >= maxBytes) break
  }
  return { status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts).subarray(0, maxBytes) }
}

function refusedAddress(): LoopError {
  return new LoopError('invalid_input', 'must not target a private or loopback address', { code: 'private_address' })
}
