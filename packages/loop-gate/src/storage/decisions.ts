import { type Database, insertRows } from 'loop-core'
import { firstCharacters, type Judgement, type Report } from '../judge/self-report.ts'
import type { GateTables } from './tables.ts'

interface KeptDecision {
  id: string
  at: string
  session: string | null
  report: Report
  judgement: Judgement
}

/** Adds a decision; texts are cut to 500 characters, since the record is for statistics and not for reading over shoulders. */
export async function insertDecision(db: Database<GateTables>, { id, at, session, report, judgement }: KeptDecision): Promise<void> {
  const { outcome, issues } = judgement
  const { stopping_reason } = report
  const decision = issues.length === 0 ? ('stop' as const) : ('continue' as const)
  const row = { id, at, session, profile: 'self-report', decision, outcome, stopping_reason, confidence: report.confidence ?? null }
  const texts = { issues: JSON.stringify(issues.map(({ code }) => code)), inputs: JSON.stringify(inputsOf(report)) }
  await insertRows(db, 'gate_decisions', [{ ...row, ...texts }])
}

function inputsOf({ task_summary, work_done, work_remaining, verification_done }: Report) {
  const cut = (text: string | undefined) => text && firstCharacters(text, 500)
  return { task_summary: cut(task_summary), work_done: cut(work_done), work_remaining: cut(work_remaining), verification_done }
}
