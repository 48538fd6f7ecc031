import type { GapNeeds, ReceiptKind, ReceiptOrigin } from '../words.ts'

type Text = string | null

export interface GateTables {
  gate_decisions: DecisionRow
  gate_workspaces: WorkspaceRow
  gate_policies: PolicyRow
  gate_sessions: SessionRow
  gate_receipts: ReceiptRow
  gate_runs: RunRow
  gate_gaps: GapRow
  gate_waivers: WaiverRow
}

/** One judgement of a wish to stop. Lists and objects are JSON. */
export interface DecisionRow {
  id: string
  at: string
  workspace_id: Text
  session: Text
  agent: Text
  client: Text
  door: string
  /** Who meets a record of the same stop takes its answer. */
  stop_key: Text
  profile: string
  mode: Text
  decision: 'stop' | 'continue'
  /** What the client was told; differs from the decision where the mode does not hold anybody. */
  answered: Text
  outcome: string
  reason: Text
  stopping_reason: Text
  confidence: number | null
  /** The issues' codes. */
  issues: string
  criteria: Text
  /** What the judgement read, with long texts cut. */
  inputs: string
  digest: Text
  head: Text
  policy_hash: Text
  /** The number in a row of a stop that was refused. */
  block: number | null
  used_at: Text
  /** Until when an approval of the tool serves for a stop. */
  expires_at: Text
  duration_ms: number | null
}

export interface WorkspaceRow {
  id: string
  root: string
  vcs: 'git' | 'none'
  paused_until: Text
  created_at: string
  last_seen_at: string
}

export interface PolicyRow {
  workspace_id: string
  hash: string
  text: string
  accepted_at: string
  accepted_by: string
  /** Null for the one that is in force. */
  superseded_at: Text
}

/** What one client's session is held to; lists and the baseline are JSON. */
export interface SessionRow {
  workspace_id: string
  session: string
  /** The subagent, or an empty text. */
  agent: string
  client: string
  baseline: Text
  turn_key: Text
  /** Refused stops in a row. */
  blocks: number
  /** When stops were refused within the last hour. */
  block_times: string
  fingerprint: Text
  repeats: number
  notices: string
  started_at: string
  last_event_at: string
  version: number
}

export interface ReceiptRow {
  id: string
  workspace_id: string
  kind: ReceiptKind
  criterion_id: Text
  command: string
  command_hash: string
  policy_hash: Text
  cwd: string
  digest_before: Text
  digest_after: Text
  scope_digest: Text
  head: Text
  started_at: string
  finished_at: string
  duration_ms: number
  exit_code: number | null
  signal: Text
  verdict: string
  reason: Text
  counts: Text
  output_bytes: number
  output_sha256: string
  output_tail: Text
  /** The first files that changed while it ran, where that is why it shows nothing; JSON. */
  changed_paths: Text
  actor: string
  session: Text
  client: Text
  origin: ReceiptOrigin
}

/** Who runs a check on which content, so that nobody else runs it at the same time. */
export interface RunRow {
  workspace_id: string
  criterion_id: string
  scope_digest: string
  id: string
  pid: number
  host: string
  actor: string
  started_at: string
  until: string
}

export interface GapRow {
  id: string
  workspace_id: string
  criterion_id: string
  blocker: string
  tried: string
  needs: GapNeeds
  count: number
  status: 'open' | 'resolved'
  filed_at: string
  resolved_at: Text
}

/** What a person said of a criterion: that it need not hold, or that it does. */
export interface WaiverRow {
  id: string
  workspace_id: string
  criterion_id: string
  kind: 'waived' | 'confirmed'
  scope_digest: Text
  until: Text
  reason: string
  by: string
  at: string
}
