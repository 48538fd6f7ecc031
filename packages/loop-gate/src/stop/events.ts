import type { EventInput } from 'loop-core'
import type { DecisionRow } from '../storage/tables.ts'
import type { Stop } from './judge-stop.ts'
import type { Settled } from './settle.ts'

/** What the log is told of a stop; one that only was let through says nothing about the work. */
export function stopEvents({ workspace }: Stop, { judged, hold, told }: Settled, row: DecisionRow): EventInput[] {
  const { id: entity, outcome, stopping_reason, confidence, digest } = row
  const about = { entity, scope: workspace.id }
  const changed =
    told === 'protected_changed' ? [{ type: 'protected.changed', ...about, details: { digest, paths: judged.protectedChange } }] : []
  if (outcome === 'let_through' || outcome === 'infra_error') return []
  if (hold?.kind === 'capped') return [...changed, { type: 'stop.capped', ...about, after: { reason: hold.reason } }]
  if (judged.issues.length === 0)
    return [...changed, { type: 'stop.approved', ...about, after: { outcome, stopping_reason, confidence, digest } }]
  const issues = judged.issues.map(({ code }) => code)
  return [...changed, { type: 'stop.denied', ...about, after: { issues, block: row.block, confidence, mode: row.mode } }]
}
