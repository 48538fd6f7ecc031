import type { EventInput } from 'loop-core'
import { firstCharacters, type Report } from '../judge/self-report.ts'
import type { DecisionRow } from '../storage/tables.ts'
import { approvalMs } from './approval.ts'
import type { CallJudgement } from './judge-call.ts'

interface Call {
  id: string
  now: Date
  session: string | null
}

/** The record of one answer of the tool. An approval serves for a stop for ten minutes. */
export function callRow(report: Report, judgement: CallJudgement, { id, now, session }: Call): DecisionRow {
  const { outcome, issues, profile, mode, criteria, place } = judgement
  const decision = issues.length === 0 ? 'stop' : 'continue'
  const serves = place !== undefined && decision === 'stop'
  return {
    id,
    at: now.toISOString(),
    workspace_id: place?.gated.workspace.id ?? null,
    session,
    agent: null,
    client: null,
    door: 'tool',
    stop_key: null,
    profile,
    mode,
    decision,
    answered: decision,
    outcome,
    reason: null,
    stopping_reason: report.stopping_reason,
    confidence: report.confidence ?? null,
    issues: JSON.stringify(issues.map(({ code }) => code)),
    criteria: criteria.length === 0 ? null : JSON.stringify(criteria),
    inputs: JSON.stringify(inputsOf(report)),
    digest: place?.look.digest ?? null,
    head: place?.look.head ?? null,
    policy_hash: place?.gated.accepted.hash ?? null,
    block: null,
    used_at: null,
    expires_at: serves ? new Date(now.getTime() + approvalMs).toISOString() : null,
    duration_ms: null,
  }
}

/** Texts are cut to 500 characters, since the record is for statistics and not for reading over shoulders. */
function inputsOf({ task_summary, work_done, work_remaining, verification_done }: Report) {
  const cut = (text: string | undefined) => text && firstCharacters(text, 500)
  return { task_summary: cut(task_summary), work_done: cut(work_done), work_remaining: cut(work_remaining), verification_done }
}

/** What the log is told of an answer of the tool. */
export function callEvent({ id: entity, workspace_id, outcome, issues, stopping_reason, confidence, digest }: DecisionRow): EventInput {
  const codes = JSON.parse(issues) as string[]
  const about = { entity, ...(workspace_id !== null && { scope: workspace_id }) }
  if (codes.length > 0) return { type: 'stop.denied', ...about, after: { issues: codes, confidence } }
  return { type: 'stop.approved', ...about, after: { outcome, stopping_reason, confidence, ...(digest !== null && { digest }) } }
}
