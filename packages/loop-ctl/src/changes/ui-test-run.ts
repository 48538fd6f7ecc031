import { LoopError } from 'loop-core'
import { at, type Ctl } from '../ctl.ts'
import { requireProject } from '../references.ts'
import { invalid, notFound } from '../refusals.ts'
import type { UiTestRunRow } from '../storage/desk-tables.ts'
import {
  countUiTestFinding,
  endUiTestRun,
  findUiTestRun,
  insertUiTestFinding,
  insertUiTestRun,
  uiTestFindingsOf,
} from '../storage/ui-test-runs.ts'
import { uiTestRunAnswer } from '../views/ui-test-run.ts'
import { mostUiTestFindings, type UiTestSeverity, type UiTestStatus } from '../words.ts'

/** How an address names a run: by its id, which may be said within a project. */
export interface NamedRun {
  ui_test_run_id: string
  project_id?: string
}

/** The run that is meant. Throws `not_found`, also where it belongs to another project than is said. */
export async function requireUiTestRun({ db }: Pick<Ctl, 'db'>, { ui_test_run_id, project_id }: NamedRun): Promise<UiTestRunRow> {
  const project = project_id === undefined ? undefined : (await requireProject(db, project_id)).id
  const run = await findUiTestRun(db, ui_test_run_id, project)
  if (run === undefined) throw notFound('ui_test_run')
  return run
}

/** Begins a test of a user interface by hand. */
export async function startUiTestRun(ctl: Ctl, project_id: string, said: Pick<UiTestRunRow, 'guide_reference' | 'notes'>) {
  const time = at(ctl)
  const none = { summary: null, findings_count: 0, critical_count: 0, high_count: 0, screenshots_count: 0, completed_at: null }
  const times = { started_at: time, inserted_at: time, updated_at: time }
  const started_by_agent_id = ctl.actor.agent?.id ?? null
  const run: UiTestRunRow = { id: ctl.newId(), project_id, started_by_agent_id, status: 'running', ...said, ...none, ...times }
  await insertUiTestRun(ctl.db, run)
  ctl.emit({ type: 'ui_test_run.ui_test.started', ...nameOf(run), after: { status: run.status } })
  return uiTestRunAnswer(run, [])
}

/** What somebody saw, as far as it is counted and told; the rest of it is kept as it is. */
export interface SeenFinding {
  severity: UiTestSeverity
  screenshot_path?: string
}

/** Adds what was seen to a run that is running. */
export async function addUiTestFinding(ctl: Ctl, { id: seen }: UiTestRunRow, finding: SeenFinding) {
  const { severity, screenshot_path } = finding
  const counted = {
    critical_count: severity === 'critical' || severity === 'blocker' ? 1 : 0,
    high_count: severity === 'high' || severity === 'bug' ? 1 : 0,
    screenshots_count: screenshot_path ? 1 : 0,
  }
  const run = await countUiTestFinding(ctl.db, seen, { ...counted, most: mostUiTestFindings, updated_at: at(ctl) })
  if (run === undefined) throw await noRoom(ctl, seen)
  const id = ctl.newId()
  const content = JSON.stringify(finding)
  await insertUiTestFinding(ctl.db, { id, ui_test_run_id: run.id, position: run.findings_count, content, inserted_at: at(ctl) })
  const { details, ...name } = nameOf(run)
  const after = { findings_count: run.findings_count }
  ctl.emit({ type: 'ui_test_run.ui_test.finding_added', ...name, after, details: { ...details, finding_id: id, severity } })
  return answer(ctl, run)
}

/** Says what came of a run, once. */
export async function completeUiTestRun(ctl: Ctl, { id }: UiTestRunRow, said: { status?: UiTestStatus; summary: string | null }) {
  const run = await endUiTestRun(ctl.db, id, { ...said, completed_at: at(ctl), updated_at: at(ctl) })
  if (run === undefined) throw ended('Run is already completed')
  const { status, findings_count } = run
  ctl.emit({ type: 'ui_test_run.ui_test.completed', ...nameOf(run), before: { status: 'running' }, after: { status, findings_count } })
  return answer(ctl, run)
}

async function answer({ db }: Ctl, run: UiTestRunRow) {
  return uiTestRunAnswer(run, await uiTestFindingsOf(db, run.id))
}

async function noRoom({ db }: Ctl, id: string): Promise<LoopError> {
  const run = await findUiTestRun(db, id)
  if (run?.status !== 'running') return ended('Run is not in progress')
  const hints = ['Call complete for this run, and begin another one for what is left.']
  return invalid({ base: `holds at most ${mostUiTestFindings} findings` }, { code: 'limit_reached', hints })
}

function ended(message: string): LoopError {
  const hints = ['What it ended with stays; POST /api/v1/projects/:project_id/ui_test_runs begins another one.']
  return new LoopError('invalid_input', message, { code: 'ui_test_run_ended', hints })
}

function nameOf({ id, project_id }: UiTestRunRow) {
  return { entity: id, scope: project_id, details: { ui_test_run_id: id } }
}
