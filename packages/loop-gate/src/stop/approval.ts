import type { GateDatabase } from '../gate.ts'
import { unusedApprovals } from '../storage/decisions.ts'
import { hasSession } from '../storage/sessions.ts'
import type { DecisionRow } from '../storage/tables.ts'
import type { Outcome } from '../words.ts'

/** How long an approval of the tool serves for a stop. */
export const approvalMs = 10 * 60_000

/** What an approval must fit. */
interface Stop {
  workspaceId: string
  session: string
  digest: string | null
  now: Date
}

/**
 * The newest approval of the tool that fits a stop: of the same session, or of one that no hook was ever heard of in.
 *
 * What was approved as complete, as nothing to prove, or as an honest gap, is void once the files are no longer those.
 */
export async function fittingApproval(db: GateDatabase, { workspaceId, session, digest, now }: Stop): Promise<DecisionRow | undefined> {
  for (const approval of await unusedApprovals(db, workspaceId, now.toISOString())) {
    if (isVoid(approval, digest)) continue
    if (approval.session === null || approval.session === session || !(await hasSession(db, approval.session))) return approval
  }
  return undefined
}

const aboutFiles: ReadonlySet<string> = new Set<Outcome>(['complete', 'nothing_due', 'honest_gap'])

function isVoid({ outcome, digest: approved }: DecisionRow, digest: string | null): boolean {
  return aboutFiles.has(outcome) && approved !== null && approved !== digest
}
