import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Principal } from '../../actor.ts'
import { LoopError } from '../../error.ts'

const window = 60

/** How one key stands after a request of it was counted. */
export interface Standing {
  limit: number
  remaining: number
  /** The unix second at which the present window ends. */
  reset: number
  /** Set for a request too many. */
  retryAfter?: number
}

/** Counts a request of a caller; undefined for who is not limited. */
export type RateLimiter = (principal: Principal) => Promise<Standing | undefined>

/** Counts requests in this process, by the minutes of the clock: those of each key, and those of all keys of a tenant up to three times as many. */
export function rateLimiter(clock: () => Date): RateLimiter {
  // The library counts and forgets; what a key may do is known with the request only, so it is judged here.
  const counts = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: window })
  const count = async (name: string) => (await counts.penalty(name)).consumedPoints
  return async ({ actor, requestsPerMinute: limit }) => {
    if (actor?.key === undefined || limit === undefined) return undefined
    const now = Math.floor(clock().getTime() / 1000)
    const minute = Math.floor(now / window)
    const ofKey = await count(`${minute}/${actor.tenant}/${actor.key}`)
    const ofTenant = await count(`${minute}/${actor.tenant}`)
    const left = Math.min(limit - ofKey, 3 * limit - ofTenant)
    const reset = (minute + 1) * window
    return { limit, remaining: Math.max(left, 0), reset, ...(left < 0 && { retryAfter: reset - now }) }
  }
}

/** The headers that tell a caller how they stand. */
export function standingHeaders({ limit, remaining, reset, retryAfter }: Standing): [string, string][] {
  return [
    ['X-RateLimit-Limit', String(limit)],
    ['X-RateLimit-Remaining', String(remaining)],
    ['X-RateLimit-Reset', String(reset)],
    ...(retryAfter === undefined ? [] : [['Retry-After', String(retryAfter)] as [string, string]]),
  ]
}

/** The refusal of a request too many. */
export function tooManyRequests(seconds: number): LoopError {
  return new LoopError('rate_limited', `Too many requests. Retry after ${seconds} seconds.`, { data: { retry_after_seconds: seconds } })
}
