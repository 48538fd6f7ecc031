import { type Database, type LoopEvent, readEvents } from 'loop-core'

/** As far back as is looked at what happened to one thing. */
const limit = 200

/** What happened to the same thing up to an event, the event itself included, the newest first. */
export async function historyOf(db: Database, event: LoopEvent, types: readonly string[]): Promise<LoopEvent[]> {
  const all = await readEvents(db, { ...sameThing(event), types, limit, newestFirst: true })
  return all.filter(({ seq }) => seq <= event.seq)
}

/** The next of these that happened to the same thing; undefined where an event is the last. */
export async function nextAfter(db: Database, event: LoopEvent, types: readonly string[]): Promise<LoopEvent | undefined> {
  const [next] = await readEvents(db, { ...sameThing(event), types, after: event.seq, limit: 1 })
  return next
}

/** Where only some may see an event, the log is read with the eyes of one of them. */
function sameThing({ entity, audience }: LoopEvent) {
  return { entity, reader: audience?.[0] ?? '' }
}
