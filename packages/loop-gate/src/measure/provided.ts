import type { Fact } from 'loop-core'
import type { Gate } from '../gate.ts'
import { commandHash } from '../judge/command-hash.ts'
import type { CommandCriterion, Policy } from '../policy/policy.ts'
import type { Measured } from '../receipt.ts'
import { keepReceipt } from '../run/receipt-row.ts'
import { sha256 } from '../sha256.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import type { VerdictReason } from '../words.ts'
import type { Look } from './look.ts'

/** The folder for which something may have been measured elsewhere. */
export interface Place {
  gate: Gate
  workspace: { id: string; root: string }
  policy: Policy
  look: Look
}

/**
 * What another module ran of our commands on exactly the present files, as receipts of the kind `provider`.
 *
 * Only what its facts can tell is taken: no number of tests, no environment of its own, no folder but the root.
 */
export async function providedReceipts(place: Place): Promise<ReceiptRow[]> {
  const { gate, workspace, policy, look } = place
  const criteria = policy.criteria.filter((each) => each.kind === 'command').filter(isPlain)
  if (gate.evidence === undefined || look.digest === null || criteria.length === 0) return []
  const checks = (await gate.evidence({ workspace: workspace.root })).filter(({ name }) => name === 'runtime.check')
  const fresh = checks.filter(({ details }) => details?.digest_before === look.digest && details.digest_after === look.digest)
  return criteria.flatMap((criterion) => fresh.flatMap((fact) => receiptOf(fact, criterion, place) ?? []))
}

/** Writes down what another module ran, once. */
export async function keepProvided(gate: Gate, { provided }: { provided: readonly ReceiptRow[] }): Promise<void> {
  for (const row of provided) await keepReceipt(gate, row)
}

function isPlain({ cwd, env, min_tests }: CommandCriterion): boolean {
  return cwd === '.' && Object.keys(env).length === 0 && min_tests === null
}

/** What the outcomes of the other module prove; all others prove nothing, not even that it fails. */
const outcomes = new Map<unknown, { verdict: Measured; reason: VerdictReason | null }>([
  ['passed', { verdict: 'passed', reason: null }],
  ['failed', { verdict: 'failed', reason: 'exit_code' }],
  ['no_tests', { verdict: 'skipped', reason: 'no_tests_ran' }],
])

function receiptOf(fact: Fact, criterion: CommandCriterion, { workspace, look }: Place): ReceiptRow | undefined {
  const { argv, exit, outcome, receipt_id } = fact.details ?? {}
  const measured = outcomes.get(outcome)
  if (measured === undefined || argv !== JSON.stringify(criterion.run)) return undefined
  if (typeof exit !== 'number' || (measured.verdict === 'passed' && exit !== 0)) return undefined
  const hash = commandHash(criterion)
  const source = JSON.stringify([workspace.id, criterion.id, hash, receipt_id ?? fact.at, look.digest])
  return {
    ...noOutput,
    ...measured,
    // The same fact is always the same receipt.
    id: `rc_${sha256(source).slice(0, 32)}`,
    workspace_id: workspace.id,
    kind: 'provider',
    criterion_id: criterion.id,
    command: JSON.stringify(criterion.run),
    command_hash: hash,
    digest_before: look.digest,
    digest_after: look.digest,
    scope_digest: look.scopes[criterion.id] ?? null,
    head: look.head,
    started_at: fact.at,
    finished_at: fact.at,
    exit_code: exit,
    actor: fact.actor,
  }
}

/** What the other module keeps for itself. */
const noOutput = {
  policy_hash: null,
  cwd: '.',
  duration_ms: 0,
  signal: null,
  counts: null,
  output_bytes: 0,
  output_sha256: sha256(''),
  output_tail: null,
  changed_paths: null,
  session: null,
  client: null,
  origin: 'tool' as const,
}
