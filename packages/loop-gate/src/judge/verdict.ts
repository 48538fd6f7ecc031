import type { CommandCriterion } from '../policy/policy.ts'
import type { Receipt } from '../receipt.ts'
import type { Verdict, VerdictReason } from '../words.ts'

/** What is known about a criterion now. */
export interface Known {
  /** Those of this criterion, newest first. */
  receipts: readonly Receipt[]
  /** The content of its paths now; null if there is no telling. */
  scopeDigest: string | null
  commandHash: string
  now: Date
}

/** What became of a criterion; the reason is null if it passed. */
export interface Judged {
  verdict: Verdict
  reason: VerdictReason | null
  /** The receipt that decided, or null. */
  receiptId: string | null
}

type Rule = Pick<CommandCriterion, 'max_age_minutes'>

/** Whether a command criterion holds for the files that are there now. */
export function verdictNow(criterion: Rule, { receipts, scopeDigest, commandHash, now }: Known): Judged {
  const proofs = receipts.filter(({ kind }) => kind === 'criterion' || kind === 'provider')
  const [newest] = proofs
  if (scopeDigest === null) return judge('not_measured', 'workspace_too_large')
  if (!newest) return judge('not_measured', 'never_ran')
  const decisive = proofs.find((receipt) => receipt.command_hash === commandHash && receipt.scope_digest === scopeDigest)
  if (!decisive) return judge('stale', newest.command_hash === commandHash ? 'files_changed' : 'command_changed', newest)
  const isOld = now.getTime() - Date.parse(decisive.finished_at) > criterion.max_age_minutes * 60_000
  // A failure does not get better with age.
  return decisive.verdict === 'passed' && isOld
    ? judge('not_measured', 'too_old', decisive)
    : judge(decisive.verdict, decisive.reason, decisive)
}

function judge(verdict: Verdict, reason: VerdictReason | null, receipt?: Receipt): Judged {
  return { verdict, reason, receiptId: receipt?.id ?? null }
}
