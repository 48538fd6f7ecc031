import type { GateDatabase } from '../gate.ts'
import type { SessionRow } from './tables.ts'

type Key = Pick<SessionRow, 'workspace_id' | 'session' | 'agent'>

export async function findSession(db: GateDatabase, { workspace_id, session, agent }: Key): Promise<SessionRow | undefined> {
  return db
    .selectFrom('gate_sessions')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('session', '=', session)
    .where('agent', '=', agent)
    .executeTakeFirst()
}

/** Adds a session; false if another process was faster. */
export async function insertSession(db: GateDatabase, row: SessionRow): Promise<boolean> {
  const added = await db
    .insertInto('gate_sessions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('session')
    .execute()
  return added.length > 0
}

/** Changes a session that still stands as it was seen; false if somebody was faster. */
export async function changeSession(db: GateDatabase, seen: SessionRow, change: Partial<SessionRow>): Promise<boolean> {
  const changed = await db
    .updateTable('gate_sessions')
    .set({ ...change, version: seen.version + 1 })
    .where('workspace_id', '=', seen.workspace_id)
    .where('session', '=', seen.session)
    .where('agent', '=', seen.agent)
    .where('version', '=', seen.version)
    .returning('version')
    .execute()
  return changed.length > 0
}

/** The newest session of a client in a folder that has a baseline and was heard of since then. */
export async function newestBaseline(
  db: GateDatabase,
  { workspace_id, client, since }: { workspace_id: string; client: string; since: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('gate_sessions')
    .select('baseline')
    .where('workspace_id', '=', workspace_id)
    .where('client', '=', client)
    .where('baseline', 'is not', null)
    .where('last_event_at', '>=', since)
    .orderBy('last_event_at', 'desc')
    .executeTakeFirst()
  return row?.baseline ?? undefined
}

/** Whether a hook was ever heard of in this session. */
export async function hasSession(db: GateDatabase, session: string): Promise<boolean> {
  const row = await db.selectFrom('gate_sessions').select('session').where('session', '=', session).limit(1).executeTakeFirst()
  return row !== undefined
}
