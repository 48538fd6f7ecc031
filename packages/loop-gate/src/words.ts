export const stoppingReasons = [
  'task_complete',
  'waiting_for_user',
  'error_cannot_proceed',
  'need_clarification',
  'user_requested_stop',
] as const
export type StoppingReason = (typeof stoppingReasons)[number]

export const issueCodes = [
  'no_verification',
  'low_confidence',
  'work_remaining',
  'short_summary',
  'no_call',
  'work_claimed',
  'criterion_failed',
  'criterion_stale',
  'criterion_not_measured',
  'criterion_skipped',
  'protected_changed',
] as const
export type IssueCode = (typeof issueCodes)[number]

/** How a stop ended. Only `complete` means done. */
export const outcomes = [
  'complete',
  'nothing_due',
  'needs_user',
  'user_stop',
  'blocked_by_error',
  'honest_gap',
  'let_through',
  'capped',
  'infra_error',
  'unfinished',
] as const
export type Outcome = (typeof outcomes)[number]

/** What the stop hook does with a judgement: nothing at all, only record it, tell the person, or hold the agent. */
export const modes = ['off', 'shadow', 'warn', 'enforce'] as const
export type Mode = (typeof modes)[number]

/** By which rules a stop is judged: what the agent says of itself, or what receipts show. */
export const profiles = ['self-report', 'evidence'] as const
export type Profile = (typeof profiles)[number]

/** What became of a criterion. Only `passed` and `waived` count. */
export const verdicts = ['passed', 'failed', 'stale', 'not_measured', 'skipped', 'waived'] as const
export type Verdict = (typeof verdicts)[number]

/** Why a criterion has a verdict other than `passed`. */
export const verdictReasons = [
  'exit_code',
  'counts_contradict_exit',
  'too_few_tests',
  'fewer_tests',
  'no_tests_ran',
  'never_ran',
  'timed_out',
  'could_not_start',
  'interrupted',
  'counts_unreadable',
  'workspace_changed_during_run',
  'over_budget',
  'too_old',
  'workspace_too_large',
  'no_fact',
  'fact_differs',
  'not_clean',
  'forbidden_text',
  'not_confirmed',
  'files_changed',
  'command_changed',
] as const
export type VerdictReason = (typeof verdictReasons)[number]

/** The clients whose stop hooks are understood; `unknown` is always let go. */
export const clients = ['claude', 'codex', 'gemini', 'cursor', 'copilot', 'vscode', 'unknown'] as const
export type ClientName = (typeof clients)[number]

/** By which door a stop came. */
export const doors = ['tool', 'hook', 'http', 'mcp_tool', 'cli'] as const
export type Door = (typeof doors)[number]

/** What a receipt is about: a criterion's own command, any other one, which proves nothing, a person's word, or what another module measured. */
export const receiptKinds = ['criterion', 'adhoc', 'human', 'provider'] as const
export type ReceiptKind = (typeof receiptKinds)[number]

/** By which way a command was run. */
export const receiptOrigins = ['cli', 'hook', 'tool'] as const
export type ReceiptOrigin = (typeof receiptOrigins)[number]

export const gapNeeds = ['user', 'access', 'environment', 'decision'] as const
export type GapNeeds = (typeof gapNeeds)[number]

/** Tells a check that it runs inside one, so that no gate waits for itself. */
export const insideCheck = 'LOOP_GATE_RUN'
