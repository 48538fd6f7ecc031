import type { GateDatabase } from '../gate.ts'
import type { WaiverRow } from './tables.ts'

export async function insertWaiver(db: GateDatabase, row: WaiverRow): Promise<void> {
  await db.insertInto('gate_waivers').values(row).execute()
}

/** What people said of the criteria of a folder within the last week, newest first: longer nothing of it holds. */
export async function liveWaivers(db: GateDatabase, workspaceId: string, since: string): Promise<WaiverRow[]> {
  return db
    .selectFrom('gate_waivers')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}
