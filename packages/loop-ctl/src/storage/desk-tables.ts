import type { Selectable } from 'kysely'
import type { UiTestStatus } from '../words.ts'

/** The tables of what is kept on the desk beside the work, as their rows are stored: JSON and times are text. */
export interface DeskTables {
  ctl_ui_test_runs: {
    id: string
    project_id: string
    started_by_agent_id: string | null
    status: UiTestStatus
    guide_reference: string | null
    notes: string | null
    summary: string | null
    findings_count: number
    /** Of its findings, those that are critical or a blocker. */
    critical_count: number
    /** Of its findings, those that are high or a bug. */
    high_count: number
    screenshots_count: number
    started_at: string
    completed_at: string | null
    inserted_at: string
    updated_at: string
  }
  ctl_ui_test_findings: {
    id: string
    ui_test_run_id: string
    /** Its number within the run, from 1. */
    position: number
    /** JSON: what was said of it, in either vocabulary. */
    content: string
    inserted_at: string
  }
  ctl_orchestrator_states: {
    /** The same for all versions of one state. */
    id: string
    project_id: string
    state_key: string
    version: number
    state_data: string
    saved_by: string
    /** When its first version was saved. */
    inserted_at: string
    updated_at: string
  }
}

export type UiTestRunRow = Selectable<DeskTables['ctl_ui_test_runs']>
export type UiTestFindingRow = Selectable<DeskTables['ctl_ui_test_findings']>
export type OrchestratorStateRow = Selectable<DeskTables['ctl_orchestrator_states']>
