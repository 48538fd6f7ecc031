import { hintOf, reasons } from './judge/issues.ts'
import { type CriterionState, holdsBack } from './measure/criterion-state.ts'
import type { WholeDecision } from './views/decision.ts'
import type { WholeReceipt } from './views/receipt.ts'
import type { IssueCode, Verdict, VerdictReason } from './words.ts'

/** Why a stop was decided as it was, what would change that, and what to do next. */
export function explain(decision: WholeDecision, receipts: ReadonlyMap<string, WholeReceipt>): string {
  const { criteria, issues } = decision
  const about = criteria.map((criterion) => criterionText(criterion, receipts.get(criterion.receipt_id ?? '')))
  const others = issues.flatMap((code) => issueTexts[code] ?? [])
  const none = criteria.length === 0 && others.length === 0 ? ['No check was asked for.'] : []
  return [headline(decision), ...none, ...about, ...others].join('\n\n')
}

function headline({ id, at, outcome, reason, mode, answered, decision, block }: WholeDecision): string {
  const why = reason === null ? outcome : `${outcome}, ${reason}`
  const number = block === null ? '' : ` as number ${block} in a row`
  const deed = answered === 'continue' ? `held${number}` : decision === 'continue' ? 'let go, though it was not complete' : 'let go'
  return `${id} of ${at}: the stop was ${deed} (${why}${mode === null ? '' : `; mode ${mode}`}).`
}

function criterionText(criterion: CriterionState, receipt: WholeReceipt | undefined): string {
  const { id, title, verdict, reason, detail, due, required } = criterion
  const name = title === id ? id : `${id} (${title})`
  const said = [verdict.replace('_', ' '), ...(reason === null ? [] : [reasons[reason]])].join(': ')
  const lines = [`${name}: ${said}${detail ? ` (${detail})` : ''}.`, `  Receipt: ${receiptText(criterion, receipt)}`]
  if (!holdsBack(criterion)) {
    const why = !due ? 'nothing that it is about changed' : required ? 'it is shown to hold' : 'the policy does not require it'
    return [...lines, `  It does not hold the stop back: ${why}.`].join('\n')
  }
  return [...lines, `  What would change it: ${changes[verdict]}`, `  Next: ${nextOf(id, reason)}`].join('\n')
}

/** Agents call tools, and people type. */
function nextOf(id: string, reason: VerdictReason | null): string {
  const hint = hintOf(id, reason)
  return hint.includes('run_checks') ? `${hint} On the command line: loop-gate run ${id}` : hint
}

function receiptText({ receipt_id }: CriterionState, receipt: WholeReceipt | undefined): string {
  if (receipt_id === null) return 'none'
  if (receipt === undefined) return `${receipt_id}, which is kept no longer`
  const { command, exit_code, finished_at, scope_digest } = receipt
  const exit = exit_code === null ? 'no exit code' : `exit ${exit_code}`
  return `${receipt_id} of ${finished_at}: ${command.join(' ')}, ${exit}, on ${scope_digest?.slice(0, 15) ?? 'unknown files'}`
}

const run = 'a run that passes on exactly the files that are there.'

const changes: Record<Verdict, string> = {
  failed: `${run} The same files fail again, so something has to change first.`,
  stale: run,
  not_measured: 'that it is measured on exactly the files that are there, and holds.',
  skipped: `${run} At least one test has to be executed.`,
  passed: 'a change of its files.',
  waived: 'a change of its files, or the end of the waiver.',
}

/** Issues that are about no criterion. */
const issueTexts: Partial<Record<IssueCode, string>> = {
  no_verification: 'The agent did not say that it verified its work. Next: it does so, or run_checks proves it.',
  low_confidence: 'The agent was not sure enough of its work (below 80 %). Next: it settles what it is unsure of.',
  work_remaining: 'The agent named work that is left. Next: it does that work.',
  short_summary: 'The agent said too little of what it did. Next: it lists each thing.',
  no_call: 'Nobody asked whether the stop is right. Next: the agent calls should_continue.',
  work_claimed: 'The agent still holds a task. Next: it ships or releases the task.',
  protected_changed: 'Protected files changed. Next: the change is undone, or a person runs loop-gate criterion waive protected.',
}
