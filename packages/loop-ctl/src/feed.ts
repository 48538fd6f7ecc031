import { LoopError, type LoopEvent } from 'loop-core'
import { z } from 'zod'
import { before } from './filters.ts'

/** Reads one part of the log, oldest first. */
type Read = (part: { since?: string; until?: string; after?: number; limit: number }) => Promise<LoopEvent[]>

interface FeedPage {
  events: LoopEvent[]
  more: boolean
}

/**
 * The events after a time. A page ends between two times, never among events of one time, so that nobody who reads on from its last time misses any.
 *
 * Where more events than a page holds share one time, as those of an import do, they come all at once.
 */
export async function pageSince(read: Read, since: string, limit: number): Promise<FeedPage> {
  const events = await read({ since, limit: limit + 1 })
  if (events.length <= limit) return { events, more: false }
  const next = events[limit]!
  const whole = events.slice(0, limit).filter(({ at }) => at !== next.at)
  if (whole.length > 0) return { events: whole, more: true }
  const more = await read({ since: next.at, limit: 1 })
  return { events: await allAt(read, next.at), more: more.length > 0 }
}

const some = 1_000

async function allAt(read: Read, at: string): Promise<LoopEvent[]> {
  const events: LoopEvent[] = []
  for (;;) {
    const next = await read({ since: before(at), until: at, after: events.at(-1)?.seq ?? 0, limit: some })
    events.push(...next)
    if (next.length < some) return events
  }
}

/** Where a page ended: behind one event, or behind all of a time. */
export interface Place {
  at: string
  seq: number | null
}

/** The events behind a place, at most so many; also what came to its time since. */
export async function pageBehind(read: Read, { at, seq }: Place, limit: number): Promise<FeedPage> {
  const same = seq === null ? [] : await read({ since: before(at), until: at, after: seq, limit: limit + 1 })
  const later = same.length > limit ? [] : await read({ since: at, limit: limit + 1 - same.length })
  const events = [...same, ...later]
  return { events: events.slice(0, limit), more: events.length > limit }
}

const StoredPlace = z.tuple([z.iso.datetime({ precision: 3 }), z.int().min(0).nullable()])

export function cursorOf({ at, seq }: Place): string {
  return Buffer.from(JSON.stringify([at, seq])).toString('base64url')
}

/** The place that a cursor names. */
export function placeIn(cursor: string): Place {
  const { success, data } = StoredPlace.safeParse(parsed(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (success) return { at: data[0], seq: data[1] }
  const hints = ["Send the cursor of the answer before, or leave it out and send 'since'."]
  throw new LoopError('invalid_input', "The 'cursor' parameter is not one of this feed", { status: 400, code: 'bad_cursor', hints })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
