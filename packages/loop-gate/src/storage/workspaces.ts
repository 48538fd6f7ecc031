import type { GateDatabase } from '../gate.ts'
import type { PolicyRow, WorkspaceRow } from './tables.ts'

export async function findWorkspace(db: GateDatabase, id: string): Promise<WorkspaceRow | undefined> {
  return db.selectFrom('gate_workspaces').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Writes down that a folder was seen; its pause stays. */
export async function seeWorkspace(
  db: GateDatabase,
  { id, root, vcs }: Pick<WorkspaceRow, 'id' | 'root' | 'vcs'>,
  at: string,
): Promise<void> {
  await db
    .insertInto('gate_workspaces')
    .values({ id, root, vcs, paused_until: null, created_at: at, last_seen_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ vcs, last_seen_at: at }))
    .execute()
}

/** Lets a folder be until then, or no longer. */
export async function pauseWorkspace(db: GateDatabase, id: string, paused_until: string | null): Promise<void> {
  await db.updateTable('gate_workspaces').set({ paused_until }).where('id', '=', id).execute()
}

/** The policy that is in force in a folder. */
export async function findPolicy(db: GateDatabase, workspaceId: string): Promise<PolicyRow | undefined> {
  return db
    .selectFrom('gate_policies')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
}

/** Puts a policy in force in place of the one before; its text is kept for whoever asks later why something was decided. */
export async function putPolicy(db: GateDatabase, row: Omit<PolicyRow, 'superseded_at'>): Promise<void> {
  await endPolicy(db, row.workspace_id, row.accepted_at)
  const { text, accepted_at, accepted_by } = row
  await db
    .insertInto('gate_policies')
    .values({ ...row, superseded_at: null })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'hash']).doUpdateSet({ text, accepted_at, accepted_by, superseded_at: null }),
    )
    .execute()
}

/** Ends the policy that is in force; false if there is none. */
export async function endPolicy(db: GateDatabase, workspaceId: string, at: string): Promise<boolean> {
  const ended = await db
    .updateTable('gate_policies')
    .set({ superseded_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('superseded_at', 'is', null)
    .returning('hash')
    .execute()
  return ended.length > 0
}
