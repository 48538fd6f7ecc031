import { randomInt } from 'node:crypto'
import { ulid } from 'ulid'
import { v7 } from 'uuid'

/** Makes an id in the format of a module: a UUID of version 7 or a ULID. Both begin with the time, so that indexes grow at their end. */
export function newIdOf({ ids }: { ids?: 'uuid' | 'ulid' }): string {
  return ids === 'ulid' ? ulid(undefined, random) : v7()
}

/** From a pool; the library's own source asks the system for every single character. */
function random(): number {
  return randomInt(range) / range
}

const range = 2 ** 32
