/** The seven tools of a repository, as they are stored, listed and answered. */
export const repositoryTools = [
  'repo_list_files',
  'repo_search_code',
  'repo_read_file',
  'repo_apply_patch',
  'repo_run_tests',
  'repo_run_typecheck',
  'repo_git_diff',
] as const

/** All that an action can call: the seven, and one of the named checks. */
export const actionTools = [...repositoryTools, 'repo_run_check'] as const
export type ActionTool = (typeof actionTools)[number]

/** What a reply of a model, or of the client that takes its place, decides. */
export const decisionStatuses = ['continue', 'final', 'failed', 'needs_human'] as const
export type DecisionStatus = (typeof decisionStatuses)[number]

export const risks = ['low', 'medium', 'high'] as const
export type Risk = (typeof risks)[number]

/** Where a run stands. */
export const runStatuses = [
  'waiting_host',
  'running',
  'waiting_approval',
  'interrupted',
  'completed',
  'failed',
  'budget_exceeded',
  'stopped_by_human',
  'abandoned',
] as const
export type RunStatus = (typeof runStatuses)[number]

/** How the run of a command ended. Only `passed` can prove anything. */
export const commandOutcomes = ['passed', 'failed', 'no_tests', 'timeout', 'output_limit', 'cancelled', 'killed', 'error'] as const
export type CommandOutcome = (typeof commandOutcomes)[number]

export const receiptKinds = ['tests', 'typecheck', 'check', 'patch', 'undo'] as const
export type ReceiptKind = (typeof receiptKinds)[number]

/** What a final answer can be held to. */
export const criterionKinds = ['tool_evidence', 'tests_passed', 'typecheck_passed', 'diff_present', 'check_passed'] as const
export type CriterionKind = (typeof criterionKinds)[number]

/** What became of a criterion. Only `passed` counts. */
export const verdicts = ['passed', 'failed', 'stale', 'not_measured'] as const
export type Verdict = (typeof verdicts)[number]

/** What the person should know of a run, whatever its outcome. */
export const findings = ['verifier_changed', 'fewer_tests', 'no_tests', 'unsandboxed', 'dirty_start', 'lost_call'] as const
export type Finding = (typeof findings)[number]

/** What governance does after each step. */
export const governanceActions = ['continue', 'recover', 'escalate', 'stop', 'abandon'] as const
export type GovernanceAction = (typeof governanceActions)[number]

/** In which forms a trace is handed out: the JSON array of the reference, an event a line, a page to read. */
export const traceFormats = ['events', 'jsonl', 'html'] as const
export type TraceFormat = (typeof traceFormats)[number]
const goingOn: readonly RunStatus[] = ['waiting_host', 'running', 'waiting_approval', 'interrupted']

/** Whether nothing more is done in a run, unless it is resumed. */
export function hasEnded(status: RunStatus): boolean {
  return !goingOn.includes(status)
}
