import type { Database } from 'loop-core'
import { readEvents } from 'loop-core'

/** Which fields the newest changes of something touched, from the log. */
export async function changedSince(db: Database, id: string, versions: number): Promise<string[]> {
  if (versions <= 0) return []
  const events = await readEvents(db, { entity: id, reader: '', limit: Math.min(versions * 2, 100), newestFirst: true })
  const fields = events.filter(({ before }) => before !== undefined).flatMap(({ before }) => Object.keys(before!))
  return [...new Set(fields)]
}
