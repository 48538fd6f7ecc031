import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
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
