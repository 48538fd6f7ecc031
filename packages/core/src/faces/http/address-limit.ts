import type { IncomingMessage } from 'node:http'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { LoopError } from '../../error.ts'
import type { Operation } from '../../operation.ts'
import type { HttpContext } from './environment.ts'
import { tooManyRequests } from './rate-limit.ts'

/** Counts a call of an operation by the caller's address, where the operation bounds it; throws `rate_limited` for one too many. */
export type AddressCounter = (operation: Pick<Operation, 'name' | 'perAddress'>, context: HttpContext) => Promise<void>

/** Counts in this process, by windows of the clock. */
export function addressCounter(clock: () => Date, trustedProxies = 0): AddressCounter {
  const counters = new Map<string, RateLimiterMemory>()
  return async ({ name, perAddress }, context) => {
    if (perAddress === undefined) return
    const { calls, seconds, code } = perAddress
    const counter = counters.get(name) ?? new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: seconds })
    counters.set(name, counter)
    const now = Math.floor(clock().getTime() / 1000)
    const window = Math.floor(now / seconds)
    const { consumedPoints } = await counter.penalty(`${window}/${addressOf(context, trustedProxies)}`)
    if (consumedPoints <= calls) return
    const wait = (window + 1) * seconds - now
    context.header('Retry-After', String(wait))
    const { message, data } = tooManyRequests(wait)
    throw new LoopError('rate_limited', message, { code, data })
  }
}

/** The address that the outermost trusted proxy saw, or that of the connection where none is trusted: anybody can write the rest of the header. */
function addressOf({ req, env }: HttpContext, trustedProxies: number): string {
  const forwarded = (req.header('x-forwarded-for') ?? '').split(',').map((address) => address.trim())
  const seen = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined
  const { incoming } = (env ?? {}) as { incoming?: IncomingMessage }
  return seen || incoming?.socket.remoteAddress || 'unknown'
}
