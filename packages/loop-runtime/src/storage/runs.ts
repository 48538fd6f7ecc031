import type { RuntimeDatabase } from '../runtime.ts'
import type { EventRow, RunRow, StepRow } from './tables.ts'

/** Adds a run; false if its root has an active one. */
export async function insertRun(db: RuntimeDatabase, row: RunRow): Promise<boolean> {
  const added = await db
    .insertInto('runtime_runs')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

export async function findRun(db: RuntimeDatabase, id: string): Promise<RunRow | undefined> {
  return db.selectFrom('runtime_runs').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Whether somebody has a run in their hands. */
export async function hasRunOf(db: RuntimeDatabase, owner: string): Promise<boolean> {
  const found = await db.selectFrom('runtime_runs').select('id').where('owner', '=', owner).limit(1).execute()
  return found.length > 0
}

/** The newest run of all. */
export async function latestRun(db: RuntimeDatabase): Promise<RunRow | undefined> {
  return db.selectFrom('runtime_runs').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
}

export async function activeRun(db: RuntimeDatabase, root: string): Promise<RunRow | undefined> {
  return db.selectFrom('runtime_runs').selectAll().where('active_root', '=', root).executeTakeFirst()
}

/** Changes a run that is still of this generation; false if somebody else drives it. */
export async function changeRun(
  db: RuntimeDatabase,
  { id, generation }: Pick<RunRow, 'id' | 'generation'>,
  change: Partial<RunRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('runtime_runs')
    .set(change)
    .where('id', '=', id)
    .where('generation', '=', generation)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function insertStep(db: RuntimeDatabase, row: StepRow): Promise<void> {
  await db.insertInto('runtime_steps').values(row).execute()
}

/** Writes what came of a step, once; false if that is known already. */
export async function endStep(
  db: RuntimeDatabase,
  { run_id, seq }: Pick<StepRow, 'run_id' | 'seq'>,
  change: Partial<StepRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('runtime_steps')
    .set(change)
    .where('run_id', '=', run_id)
    .where('seq', '=', seq)
    .where('result_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function stepsOf(db: RuntimeDatabase, runId: string): Promise<StepRow[]> {
  return db.selectFrom('runtime_steps').selectAll().where('run_id', '=', runId).orderBy('seq').execute()
}

export async function insertEvents(db: RuntimeDatabase, rows: readonly EventRow[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('runtime_events').values(rows).execute()
}

/** A page of a run's trace, in order, behind a number. */
export async function eventsOf(db: RuntimeDatabase, runId: string, { after = 0, limit = 1_000 } = {}): Promise<EventRow[]> {
  return db
    .selectFrom('runtime_events')
    .selectAll()
    .where('run_id', '=', runId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
}
