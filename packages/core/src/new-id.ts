import { randomFillSync, randomInt } from 'node:crypto'
import { monotonicFactory } from 'ulid'
import { v7 } from 'uuid'

/** The format of a module's ids: UUIDs unless it says otherwise. */
export type IdFormat = 'uuid' | 'ulid'

/**
 * Makes an id in the format of a module: a UUID of version 7 or a ULID.
 *
 * Both begin with the time, so that indexes grow at their end, and those of one process are in the order in which they were made.
 */
export function newIdOf({ ids }: { ids?: IdFormat }): string {
  return ids === 'ulid' ? nextUlid() : newUuid()
}

const range = 2 ** 32

/** From a pool; the library's own source asks the system for every single character. */
const nextUlid = monotonicFactory(() => randomInt(range) / range)

/** A UUID of version 7. Those of one process sort in the order of their making, also within a millisecond and when the clock is set back. */
export function newUuid(): string {
  const now = Date.now()
  sequence = now > latest ? randomInt(2 ** 31) : sequence + 1
  latest = Math.max(latest, now)
  return v7({ msecs: latest, seq: sequence, random: randomBytes() })
}

let latest = 0
let sequence = 0

/** From a pool; the library's own source asks the system for each id. */
function randomBytes(): Uint8Array {
  used = (used + 16) % pool.length
  if (used === 0) randomFillSync(pool)
  return pool.subarray(used, used + 16)
}

const pool = new Uint8Array(16 * 256)
let used = pool.length - 16
