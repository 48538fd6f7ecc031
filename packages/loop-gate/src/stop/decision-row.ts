import { createHash } from 'node:crypto'
import type { DecisionRow } from '../storage/tables.ts'
import type { Stop } from './judge-stop.ts'
import type { Seen, Settled } from './record.ts'

/** The record of one stop. The last message is kept as a hash alone. */
export function decisionRow(stop: Stop, { judged, hold, answer }: Settled, seen: Seen | undefined): DecisionRow {
  const { gate, event, workspace, accepted, mode, door, started } = stop
  const { outcome, reason, issues, criteria, approval } = judged
  const capped = hold?.kind === 'capped'
  const inputs = {
    answer,
    approval: approval?.id ?? null,
    turn: event.turn ?? null,
    stop_hook_active: event.active ?? null,
    last_message_sha256: event.lastMessage === undefined ? null : createHash('sha256').update(event.lastMessage).digest('hex'),
  }
  return {
    id: `dc_${gate.newId()}`,
    at: gate.now().toISOString(),
    workspace_id: workspace.id,
    session: event.session || null,
    agent: event.agent || null,
    client: event.client,
    door,
    stop_key: seen?.stopKey ?? null,
    profile: accepted.policy.profile,
    mode,
    decision: issues.length === 0 ? 'stop' : 'continue',
    answered: answer.block === undefined ? 'stop' : 'continue',
    outcome: capped ? 'capped' : outcome,
    reason: capped ? hold.reason : reason,
    stopping_reason: approval?.stopping_reason ?? 'task_complete',
    confidence: approval?.confidence ?? null,
    issues: JSON.stringify(issues.map(({ code }) => code)),
    criteria: JSON.stringify(criteria),
    inputs: JSON.stringify(inputs),
    digest: seen?.look.digest ?? null,
    head: seen?.look.head ?? null,
    policy_hash: accepted.hash,
    block: hold?.kind === 'block' ? hold.number : null,
    used_at: null,
    expires_at: null,
    duration_ms: gate.now().getTime() - started.getTime(),
  }
}
