import { randomBytes } from 'node:crypto'
import { sql, type Updateable } from 'kysely'
import type { Database } from 'loop-core'
import type { QueueTables, WorkspaceRow } from './tables.ts'

export async function findWorkspace(db: Database<QueueTables>, slug: string): Promise<WorkspaceRow | undefined> {
  return db.selectFrom('queue_workspaces').selectAll().where('slug', '=', slug).executeTakeFirst()
}

export async function findWorkspaceById(db: Database<QueueTables>, id: string): Promise<WorkspaceRow | undefined> {
  return db.selectFrom('queue_workspaces').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listWorkspaces(db: Database<QueueTables>): Promise<WorkspaceRow[]> {
  return db.selectFrom('queue_workspaces').selectAll().orderBy('slug').execute()
}

/** Adds it unless somebody else has just done so. */
export async function addWorkspace(db: Database<QueueTables>, workspace: WorkspaceRow): Promise<void> {
  await db
    .insertInto('queue_workspaces')
    .values(workspace)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute()
}

/** A workspace before anybody has written to it. */
export function newWorkspace(slug: string, id: string, at: string): WorkspaceRow {
  return {
    id,
    slug,
    name: slug,
    description: '',
    ai_context: '',
    lease_seconds: 1_800,
    max_attempts: 3,
    agents_may_approve: 0,
    gaps_to_tasks: 1,
    lease_secret: randomBytes(32).toString('base64url'),
    graph_version: 0,
    version: 1,
    created_at: at,
    updated_at: at,
  }
}

/** Changes a workspace if it still has the version; undefined if it has another one by now. */
export async function updateWorkspace(
  db: Database<QueueTables>,
  { id, version }: Pick<WorkspaceRow, 'id' | 'version'>,
  changes: Updateable<WorkspaceRow>,
): Promise<WorkspaceRow | undefined> {
  return db
    .updateTable('queue_workspaces')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
}

/** Makes changes of the graph of one workspace wait for each other until the transaction ends. */
export async function lockGraph(db: Database<QueueTables>, workspaceId: string): Promise<void> {
  await db.updateTable('queue_workspaces').set({ graph_version: sql`graph_version + 1` }).where('id', '=', workspaceId).execute()
}
