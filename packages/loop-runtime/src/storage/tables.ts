import type { ApprovalKind } from '../gates/approval.ts'
import type { CommandOutcome, ReceiptKind, RunStatus } from '../words.ts'

type Text = string | null

export interface RuntimeTables {
  runtime_runs: RunRow
  runtime_steps: StepRow
  runtime_events: EventRow
  runtime_receipts: ReceiptRow
  runtime_blobs: BlobRow
  runtime_leases: LeaseRow
  runtime_approvals: ApprovalRow
  runtime_keys: KeyRow
}

/** One run. Objects and lists are JSON. */
export interface RunRow {
  id: string
  status: RunStatus
  driver: 'model' | 'host'
  goal: string
  /** The name by which clients know the folder. */
  workspace: string
  root: string
  /** The root while the run has not ended, so that a folder has one active run at most. */
  active_root: Text
  /** With every default, as it was settled when the run began. */
  task: string
  policy_sha256: string
  model: string
  skill: string
  base_commit: Text
  start_digest: Text
  dirty_start: number
  /** Its own worktree, in which its root lies; nothing where it works in the workspace itself. */
  worktree: Text
  /** Where its work was committed. */
  branch: Text
  counters: string
  /** Who drives it now; a driver of an older generation may write nothing. */
  owner: Text
  /** 1 where a server drives it by a job, 0 where a terminal or a client does. */
  by_job: number
  generation: number
  heartbeat_at: Text
  actor: string
  work_ref: Text
  /** The run with which it shares its steps up to this one. */
  parent_run_id: Text
  forked_from_step: number | null
  /** Whether its checks passed again when somebody else ran them, and who did when. */
  verified: number | null
  verified_by: Text
  verified_at: Text
  final_answer: Text
  confidence: number | null
  reason: Text
  /** The last judgement of a final answer. */
  report: Text
  created_at: string
  ended_at: Text
  /** How many rows of the journal and of the trace there are. */
  steps: number
  events: number
}

export type StepKind = 'model' | 'tool' | 'approval' | 'verify'
export type StepOutcome = 'ok' | 'failed' | 'denied' | 'lost' | 'unknown'

/** One effect: what was to be done, and what came of it. */
export interface StepRow {
  run_id: string
  seq: number
  iteration: number
  kind: StepKind
  tool: Text
  args: Text
  action_sha256: Text
  intent_at: string
  result_at: Text
  outcome: StepOutcome | null
  result: Text
  digest_before: Text
  digest_after: Text
  score: number | null
  generation: number
}

/** One event of the trace. */
export interface EventRow {
  run_id: string
  seq: number
  type: string
  payload: string
  at: string
}

/** What one command, patch or undo showed and did. */
export interface ReceiptRow {
  id: string
  root: string
  run_id: Text
  step: number | null
  kind: ReceiptKind
  /** Of a named check; of an undo, the receipt of the patch that it took back. */
  name: Text
  command: string
  command_sha256: string
  outcome: CommandOutcome
  exit_code: number | null
  signal: Text
  tests: Text
  started_at: string
  duration_ms: number
  /** Sizes and hashes of both outputs, and where the texts are kept. */
  output: Text
  digest_before: Text
  digest_after: Text
  wrote: string
  verifiers: string
  /** Of a patch or an undo: hashes and preimages of each file. */
  effects: Text
  sandbox: Text
  policy_sha256: Text
  actor: string
}

/** Bytes by their hash. */
export interface BlobRow {
  sha256: string
  bytes: number
  /** base64 of gzip. */
  content: string
  created_at: string
}

/** Who may run a command or write files in a root now. */
export interface LeaseRow {
  root: string
  id: string
  pid: number
  host: string
  work: string
  since: string
  until: string
}

export const approvalStates = ['pending', 'approved', 'denied', 'revised', 'replied', 'withdrawn'] as const
export type ApprovalState = (typeof approvalStates)[number]

/** A question to a person, bound to one action on one content of the files. */
export interface ApprovalRow {
  id: string
  run_id: string
  /** The step of the model whose action it is about. */
  step: number
  kind: ApprovalKind
  action_sha256: string
  digest: Text
  /** What the person is asked, or the change as a diff. */
  preview: string
  state: ApprovalState
  scope: 'once' | 'run'
  comment: Text
  requested_at: string
  answered_by: Text
  answered_at: Text
  via: 'cli' | 'http' | 'mcp' | 'auto' | null
}

/** One call that a client named, so that it is done once. */
export interface KeyRow {
  /** Of a step the run, of a beginning who began it. */
  scope: string
  key: string
  run_id: string
  /** Of the run when the call took it: what the journal has of that generation is this call's doing. */
  generation: number
  /** What the call was answered, as soon as it was. */
  answer: Text
  at: string
}
