import type { Hold } from '../judge/hold.ts'
import { baselineOf } from '../measure/baseline.ts'
import { sha256 } from '../sha256.ts'
import type { DecisionRow } from '../storage/tables.ts'
import type { Judged } from './gather.ts'
import type { Stop } from './judge-stop.ts'
import type { Settled } from './settle.ts'

/** The record of one stop. The last message is kept as a hash alone. */
export function decisionRow(stop: Stop, { judged, hold, answer }: Settled, stopKey: string | undefined): DecisionRow {
  const { gate, event, workspace, accepted, mode, door, started } = stop
  const { outcome, reason, issues, criteria, approval, look } = judged
  const capped = hold?.kind === 'capped'
  const inputs = {
    answer,
    approval: approval?.id ?? null,
    // Where the proof of sessions begins of which no beginning was heard.
    ...(outcome === 'complete' && look && { baseline: baselineOf(look, accepted.hash, gate.now()) }),
    turn: event.turn ?? null,
    stop_hook_active: event.active ?? null,
    last_message_sha256: event.lastMessage === undefined ? null : sha256(event.lastMessage),
  }
  return {
    id: `dc_${gate.newId()}`,
    at: gate.now().toISOString(),
    workspace_id: workspace.id,
    session: event.session || null,
    agent: event.agent || null,
    client: event.client,
    door,
    stop_key: stopKey ?? null,
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
    digest: look?.digest ?? null,
    head: look?.head ?? null,
    policy_hash: accepted.hash,
    block: blockNumber(judged, hold),
    used_at: null,
    expires_at: null,
    duration_ms: gate.now().getTime() - started.getTime(),
  }
}

/** Only who is held is counted, so a stop that would have been is always the first. */
function blockNumber({ issues }: Judged, hold: Hold | undefined): number | null {
  if (hold) return hold.kind === 'block' ? hold.number : null
  return issues.length > 0 ? 1 : null
}
