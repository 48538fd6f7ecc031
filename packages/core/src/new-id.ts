import { randomInt } from 'node:crypto'
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
  return ids === 'ulid' ? nextUlid() : v7()
}

const range = 2 ** 32

/** From a pool; the library's own source asks the system for every single character. */
const nextUlid = monotonicFactory(() => randomInt(range) / range)
