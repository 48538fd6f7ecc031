import type { Here } from '../hook/here.ts'
import { lookAt } from '../measure/look.ts'
import type { CommandCriterion } from '../policy/policy.ts'
import type { Gated } from '../stop/enter.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import { type Begun, perform } from './perform.ts'
import { keepReceipt } from './receipt-row.ts'

/** Any command in the form of a check, with no demands but that it ends well. */
export function adhocCriterion(run: readonly string[], cwd: string): CommandCriterion {
  const about = { kind: 'command', id: 'adhoc', title: 'adhoc', required: false, paths: [], run, cwd, env: {} } as const
  return { ...about, timeout_seconds: 86_400, on_stop: 'require', min_tests: null, counts: 'auto', writes: false, max_age_minutes: 1 }
}

type Wanted = Pick<Begun, 'onOutput' | 'onEnd'> & { criterion: CommandCriterion }

/** Runs a command that is no check, and keeps a receipt that counts for none. */
export async function runAdhoc(
  { gate, session }: Here,
  { workspace, accepted }: Gated,
  { criterion, ...watching }: Wanted,
): Promise<ReceiptRow> {
  const policy = { ...accepted.policy, criteria: [criterion] }
  const before = await lookAt(workspace.root, policy, gate.signal)
  const place = { gate, workspace, policy, policyHash: accepted.hash, session, client: null, origin: 'cli' as const }
  const run = await perform(place, criterion, { ...watching, before, timeoutMs: criterion.timeout_seconds * 1_000 })
  const receipt: ReceiptRow = { ...run, kind: 'adhoc', criterion_id: null }
  await keepReceipt(gate, receipt)
  return receipt
}
