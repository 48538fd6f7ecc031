import { actorId, countMatching, type Database, type EventFilter, type EventQuery, type LoopEvent, readEvents } from 'loop-core'
import type { Ctl } from '../ctl.ts'

/** What stands in the audit trail: what happened to the work, and to the keys and agents of those who do it. */
const modules = ['ctl', 'accounts']

type Filter = Omit<EventFilter, 'reader' | 'modules'>
type Query = Omit<EventQuery, 'reader' | 'modules'>
type Reading = Pick<Ctl, 'db' | 'actor'>

/** Reads of the log what whoever calls may see. */
export async function readAudit({ db, actor }: Reading, query: Query): Promise<LoopEvent[]> {
  return readEvents(db as unknown as Database, { ...query, modules, reader: actorId(actor) })
}

/** How many rows there are of what whoever calls may see. */
export async function countAudit({ db, actor }: Reading, filter: Filter): Promise<number> {
  return countMatching(db as unknown as Database, { ...filter, modules, reader: actorId(actor) })
}
