import type { CtlDatabase } from '../ctl.ts'
import type { OrchestratorStateRow } from './desk-tables.ts'
import { type SomeRows, someOf } from './some-rows.ts'

type Place = Pick<OrchestratorStateRow, 'project_id' | 'state_key'>

/** What was saved last under a key of a project. */
export async function findState(db: CtlDatabase, place: Place): Promise<OrchestratorStateRow | undefined> {
  return versionsAt(db, place).limit(1).executeTakeFirst()
}

/** All that was saved there, newest first. */
export async function statesAt(
  db: CtlDatabase,
  place: Place,
  page: { limit: number; offset: number },
): Promise<SomeRows<OrchestratorStateRow>> {
  return someOf(versionsAt(db, place), page)
}

function versionsAt(db: CtlDatabase, { project_id, state_key }: Place) {
  return db
    .selectFrom('ctl_orchestrator_states')
    .selectAll()
    .where('project_id', '=', project_id)
    .where('state_key', '=', state_key)
    .orderBy('version', 'desc')
}

/** Adds a version; false if somebody else has added the same one. */
export async function insertState(db: CtlDatabase, row: OrchestratorStateRow): Promise<boolean> {
  const added = await db
    .insertInto('ctl_orchestrator_states')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}
