import { text, time } from 'loop-core'
import { z } from 'zod'
import type { UiTestFindingRow, UiTestRunRow } from '../storage/desk-tables.ts'

const count = z.int()

const Run = z.object({
  id: text(64),
  project_id: text(64),
  started_by_agent_id: text(64).nullable(),
  status: z.enum(['running', 'in_progress', 'passed', 'failed']),
  guide_reference: z.string().nullable(),
  notes: z.string().nullable(),
  summary: z.string().nullable(),
  findings_count: count,
  critical_count: count,
  high_count: count,
  screenshots_count: count,
  started_at: time(),
  completed_at: time().nullable(),
  inserted_at: time(),
  updated_at: time(),
})

const WholeRun = Run.extend({ findings: z.array(z.looseObject({ id: text(64), severity: z.string(), inserted_at: time() })) })

/** Runs without their findings. */
export const UiTestRuns = z.array(Run)

/** A run with its findings, under the names and in the words of both sorts of clients. */
export const UiTestRunAnswer = z.object({ data: WholeRun, ui_test_run: WholeRun })

export function uiTestRunAnswer(row: UiTestRunRow, findings: readonly UiTestFindingRow[]): z.output<typeof UiTestRunAnswer> {
  const data = { ...row, findings: findings.map(findingOf) }
  return { data, ui_test_run: { ...data, status: row.status === 'running' ? 'in_progress' : row.status } }
}

function findingOf({ id, content, inserted_at }: UiTestFindingRow) {
  return { id, ...JSON.parse(content), inserted_at }
}
