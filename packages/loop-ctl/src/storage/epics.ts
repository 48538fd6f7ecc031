import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import { type SomeRows, someOf } from './some-rows.ts'
import type { EpicRow } from './tables.ts'

export async function findEpic(db: CtlDatabase, id: string): Promise<EpicRow | undefined> {
  return db.selectFrom('ctl_epics').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The epics of a number, in whichever projects they stand. */
export async function findEpicByNumber(db: CtlDatabase, number: number, projectId?: string): Promise<EpicRow[]> {
  const select = db.selectFrom('ctl_epics').selectAll().where('number', '=', number).orderBy('project_id').limit(20)
  return (projectId === undefined ? select : select.where('project_id', '=', projectId)).execute()
}

/** Adds an epic; false if its number is taken in the project. */
export async function insertEpic(db: CtlDatabase, row: EpicRow): Promise<boolean> {
  const added = await db
    .insertInto('ctl_epics')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** Adds many epics whose numbers are known to be free. */
export async function insertEpics(db: CtlDatabase, rows: readonly EpicRow[]): Promise<void> {
  await insertRows(db, 'ctl_epics', rows)
}

/** Notes that all stories of an epic are verified; false if that happened before. */
export async function completeEpic(db: CtlDatabase, id: string, at: string): Promise<boolean> {
  const done = await db
    .updateTable('ctl_epics')
    .set({ completed_at: at })
    .where('id', '=', id)
    .where('completed_at', 'is', null)
    .where('unverified_count', '=', 0)
    .returning('id')
    .execute()
  return done.length > 0
}

/** The epics of a project in their order, of one phase if that is said. */
export async function selectEpics(
  db: CtlDatabase,
  { project_id, phase }: { project_id: string; phase?: string },
  page: { limit: number; offset: number },
): Promise<SomeRows<EpicRow>> {
  const select = db.selectFrom('ctl_epics').selectAll().where('project_id', '=', project_id).orderBy('position').orderBy('number')
  return someOf(phase === undefined ? select : select.where('phase', '=', phase), page)
}

/** Changes an epic; undefined if there is none. */
export async function updateEpic(db: CtlDatabase, id: string, change: Partial<EpicRow>): Promise<EpicRow | undefined> {
  return db.updateTable('ctl_epics').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

/** Removes an epic with its stories and everything about them; false if somebody was faster. */
export async function removeEpic(db: CtlDatabase, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('ctl_epics').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}
