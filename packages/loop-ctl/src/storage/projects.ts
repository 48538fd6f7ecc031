import type { CtlDatabase } from '../ctl.ts'
import { type SomeRows, someOf } from './some-rows.ts'
import type { ProjectRow } from './tables.ts'

export async function findProject(db: CtlDatabase, id: string): Promise<ProjectRow | undefined> {
  return db.selectFrom('ctl_projects').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findProjectBySlug(db: CtlDatabase, slug: string): Promise<ProjectRow | undefined> {
  return db.selectFrom('ctl_projects').selectAll().where('slug', '=', slug).executeTakeFirst()
}

/** At most two projects of this name, enough to see that it says too little. */
export async function projectsByName(db: CtlDatabase, name: string): Promise<ProjectRow[]> {
  return db.selectFrom('ctl_projects').selectAll().where('name', '=', name).orderBy('id').limit(2).execute()
}

/** Adds a project; false if its slug is taken. */
export async function insertProject(db: CtlDatabase, row: ProjectRow): Promise<boolean> {
  const added = await db
    .insertInto('ctl_projects')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** Projects by name, of one status or of any. */
export async function selectProjects(
  db: CtlDatabase,
  status: ProjectRow['status'] | 'any',
  page: { limit: number; offset: number },
): Promise<SomeRows<ProjectRow>> {
  const select = db.selectFrom('ctl_projects').selectAll().orderBy('name').orderBy('id')
  return someOf(status === 'any' ? select : select.where('status', '=', status), page)
}

/** Changes a project; undefined if there is none. */
export async function updateProject(db: CtlDatabase, id: string, change: Partial<ProjectRow>): Promise<ProjectRow | undefined> {
  return db.updateTable('ctl_projects').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

/** Puts a project away; undefined if that was done before. */
export async function archiveProject(db: CtlDatabase, id: string, at: string): Promise<ProjectRow | undefined> {
  return db
    .updateTable('ctl_projects')
    .set({ status: 'archived', updated_at: at })
    .where('id', '=', id)
    .where('status', '=', 'active')
    .returningAll()
    .executeTakeFirst()
}

export async function countActiveProjects(db: CtlDatabase): Promise<number> {
  const { count } = await db
    .selectFrom('ctl_projects')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Holds off everybody else who changes the graph of a project, or what counts as verified in it, until the end of the transaction.
 *
 * Two who each add half of a circle, or verify the last but one and the last story, would otherwise not see each other.
 */
export async function lockProject(db: CtlDatabase, id: string): Promise<void> {
  await db
    .updateTable('ctl_projects')
    .set((eb) => ({ graph_version: eb('graph_version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Locks several projects, in the order of their ids, so that two who lock the same ones never wait for each other. */
export async function lockProjects(db: CtlDatabase, ids: readonly string[]): Promise<void> {
  for (const id of [...new Set(ids)].sort()) await lockProject(db, id)
}

/** The slugs of active projects that begin with this. */
export async function slugsLike(db: CtlDatabase, start: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('ctl_projects')
    .select('slug')
    .where('status', '=', 'active')
    .where('slug', '>=', start)
    .where('slug', '<', `${start}\u{7f}`)
    .orderBy('slug')
    .limit(limit)
    .execute()
  return rows.map(({ slug }) => slug)
}
