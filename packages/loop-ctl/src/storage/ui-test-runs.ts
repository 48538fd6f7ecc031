import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { UiTestStatus } from '../words.ts'
import type { UiTestFindingRow, UiTestRunRow } from './desk-tables.ts'
import { type SomeRows, someOf } from './some-rows.ts'

export async function insertUiTestRun(db: CtlDatabase, row: UiTestRunRow): Promise<void> {
  await insertRows(db, 'ctl_ui_test_runs', [row])
}

export async function insertUiTestFinding(db: CtlDatabase, row: UiTestFindingRow): Promise<void> {
  await insertRows(db, 'ctl_ui_test_findings', [row])
}

/** A run, of one project if that is said. */
export async function findUiTestRun(db: CtlDatabase, id: string, projectId?: string): Promise<UiTestRunRow | undefined> {
  const select = db.selectFrom('ctl_ui_test_runs').selectAll().where('id', '=', id)
  return (projectId === undefined ? select : select.where('project_id', '=', projectId)).executeTakeFirst()
}

/** The runs of a project, newest first. */
export async function selectUiTestRuns(
  db: CtlDatabase,
  { project_id, status }: { project_id: string; status?: UiTestStatus },
  page: { limit: number; offset: number },
): Promise<SomeRows<UiTestRunRow>> {
  const select = db.selectFrom('ctl_ui_test_runs').selectAll().where('project_id', '=', project_id)
  const chosen = status === undefined ? select : select.where('status', '=', status)
  return someOf(chosen.orderBy('inserted_at', 'desc').orderBy('id', 'desc'), page)
}

/** What was found in a run, in the order in which it was told. */
export async function uiTestFindingsOf(db: CtlDatabase, runId: string): Promise<UiTestFindingRow[]> {
  return db.selectFrom('ctl_ui_test_findings').selectAll().where('ui_test_run_id', '=', runId).orderBy('position').execute()
}

/** What one more finding adds to each counter. */
type Counted = Pick<UiTestRunRow, 'critical_count' | 'high_count' | 'screenshots_count' | 'updated_at'>

/** Counts one more finding of a run that is running and has room for it; undefined if it is not, or has none. */
export async function countUiTestFinding(
  db: CtlDatabase,
  id: string,
  { most, updated_at, ...added }: Counted & { most: number },
): Promise<UiTestRunRow | undefined> {
  return db
    .updateTable('ctl_ui_test_runs')
    .set(({ eb }) => ({
      findings_count: eb('findings_count', '+', 1),
      critical_count: eb('critical_count', '+', added.critical_count),
      high_count: eb('high_count', '+', added.high_count),
      screenshots_count: eb('screenshots_count', '+', added.screenshots_count),
      updated_at,
    }))
    .where('id', '=', id)
    .where('status', '=', 'running')
    .where('findings_count', '<', most)
    .returningAll()
    .executeTakeFirst()
}

/** Ends a run that is running; undefined if it is not. Without a verdict of its own it failed where something bad was found. */
export async function endUiTestRun(
  db: CtlDatabase,
  id: string,
  { status, ...ended }: { status?: UiTestStatus; summary: string | null; completed_at: string; updated_at: string },
): Promise<UiTestRunRow | undefined> {
  return db
    .updateTable('ctl_ui_test_runs')
    .set(({ case: choose, eb }) => ({
      ...ended,
      status:
        status ??
        choose()
          .when(eb(eb('critical_count', '+', eb.ref('high_count')), '>', 0))
          .then('failed' as const)
          .else('passed' as const)
          .end(),
    }))
    .where('id', '=', id)
    .where('status', '=', 'running')
    .returningAll()
    .executeTakeFirst()
}
