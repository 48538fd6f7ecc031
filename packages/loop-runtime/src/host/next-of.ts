import type { ApprovalRow, RunRow } from '../storage/tables.ts'

interface Known {
  pending?: ApprovalRow | undefined
  /** What a gate or a person said last. */
  told?: readonly string[]
}

/** In one sentence, what whoever drives a run does now. */
export function nextOf(
  { status, reason, branch }: Pick<RunRow, 'status' | 'reason' | 'branch'>,
  { pending, told = [] }: Known = {},
): string {
  if (status === 'waiting_approval')
    return `A person has to answer${pending ? ` approval ${pending.id}` : ''}; then call run_step without a decision.`
  if (status === 'completed')
    return branch ? `The run is completed, its work one commit: git merge ${branch}` : 'The run is completed; nothing is left to do.'
  if (status === 'interrupted') return 'The run was interrupted; resume_run goes on with it.'
  if (status === 'running') return 'The run is being driven; get_run says how it stands.'
  if (status !== 'waiting_host') return `The run has ended as ${status.replaceAll('_', ' ')}: ${reason ?? 'no reason was given.'}`
  const heard = told.join(' ').slice(0, 2_000)
  return heard === '' ? 'Send the next decision with run_step, or finish_run once check_evidence says can_finish.' : heard
}
