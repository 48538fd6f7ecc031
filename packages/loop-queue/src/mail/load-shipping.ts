import { type Database, readEvents } from 'loop-core'
import { loadLoop } from '../storage/loops.ts'
import type { MailRow, QueueTables } from '../storage/tables.ts'
import { countShipped, shippedTitles } from '../storage/unfinished.ts'
import { findWorkspaceById } from '../storage/workspaces.ts'
import { type Shipping, shownTitles } from './message.ts'

/** Everything that a mail says; undefined where the event is not there for this member. */
export async function loadShipping(db: Database<QueueTables>, mail: MailRow, loopId: string): Promise<Shipping | undefined> {
  const [loop, workspace] = [await loadLoop(db, loopId), await findWorkspaceById(db, mail.workspace_id)]
  const events = await readEvents(db as Database, { entity: loopId, types: ['loop.shipped'], reader: mail.member_id, limit: 10 })
  const event = events.find(({ id }) => id === mail.event_id)
  if (loop === undefined || workspace === undefined || event === undefined) return undefined
  return {
    workspace: workspace.slug,
    loop,
    by: event.actor?.name ?? event.actor?.id ?? 'Somebody',
    at: event.at,
    titles: await shippedTitles(db, loopId, shownTitles),
    shipped: await countShipped(db, loopId),
    unfinished: Number(event.after?.unfinished ?? 0),
  }
}
