import type { Gate } from '../gate.ts'
import { commandHash } from '../judge/command-hash.ts'
import { verdictNow } from '../judge/verdict.ts'
import type { CommandCriterion, Criterion, HumanCriterion, Policy } from '../policy/policy.ts'
import { newestReceipts, receiptOf } from '../storage/receipts.ts'
import type { ReceiptRow, WaiverRow } from '../storage/tables.ts'
import { liveWaivers } from '../storage/waivers.ts'
import { anythingChanged, type Baseline, changedSince } from './baseline.ts'
import type { CriterionState } from './criterion-state.ts'
import type { Look } from './look.ts'
import { lookLive } from './look-live.ts'
import { providedReceipts } from './provided.ts'

/** Everything by which the criteria of a folder are judged. */
export interface Measuring {
  gate: Gate
  workspace: { id: string; root: string }
  policy: Policy
  look: Look
  baseline: Baseline | undefined
  /** The client's session; a receipt of it that did not pass makes its criterion due. */
  session: string | null
}

/** What was kept of the criteria: receipts and the words of people, newest first. */
export interface Kept {
  receipts: ReadonlyMap<string, readonly ReceiptRow[]>
  waivers: readonly WaiverRow[]
  /** Receipts among them that another module gave, and that may not be written down yet. */
  provided: readonly ReceiptRow[]
}

const weekMs = 7 * 24 * 60 * 60_000

/** Reads everything that was kept of the criteria at once. */
export async function readKept(measuring: Pick<Measuring, 'gate' | 'workspace' | 'policy' | 'look'>): Promise<Kept> {
  const { gate, workspace, policy } = measuring
  const provided = await providedReceipts(measuring)
  const ids = policy.criteria.filter(({ kind }) => kind === 'command').map(({ id }) => id)
  const since = new Date(gate.now().getTime() - weekMs).toISOString()
  return gate.transaction('read', async ({ db }) => {
    const rows = withProvided(await newestReceipts(db, workspace.id, ids), provided)
    const receipts = new Map(ids.map((id) => [id, rows.filter(({ criterion_id }) => criterion_id === id)]))
    return { receipts, waivers: await liveWaivers(db, workspace.id, since), provided }
  })
}

function withProvided(rows: readonly ReceiptRow[], provided: readonly ReceiptRow[]): ReceiptRow[] {
  const known = new Set(rows.map(({ id }) => id))
  const all = [...rows, ...provided.filter(({ id }) => !known.has(id))]
  return all.sort((a, b) => (a.finished_at < b.finished_at ? 1 : a.finished_at > b.finished_at ? -1 : 0))
}

/** What is known of each criterion of the policy now, in its order. */
export async function statesOf(measuring: Measuring, kept: Kept): Promise<CriterionState[]> {
  const states: CriterionState[] = []
  for (const criterion of measuring.policy.criteria) states.push(await stateOf(measuring, kept, criterion))
  return states
}

/** Proof goes before the word of a person that none is needed. */
async function stateOf(measuring: Measuring, kept: Kept, criterion: Criterion): Promise<CriterionState> {
  const { id, title, required } = criterion
  const common = { id, title, required, due: isDue(measuring, kept, criterion), receipt_id: null }
  const found = await findingOf(measuring, kept, criterion)
  if (found.verdict !== 'passed' && isWaived(measuring, kept, id)) return { ...common, verdict: 'waived', reason: null }
  return { ...common, ...found }
}

type Finding = Pick<CriterionState, 'verdict' | 'reason'> & Partial<CriterionState>

function findingOf(measuring: Measuring, kept: Kept, criterion: Criterion): Finding | Promise<Finding> {
  if (criterion.kind === 'command') return byReceipts(measuring, kept, criterion)
  if (criterion.kind === 'human') return byPerson(measuring, kept, criterion)
  const { gate, workspace, baseline, look } = measuring
  return lookLive(criterion, { root: workspace.root, commit: baseline?.head ?? null, gate, look })
}

function isDue({ baseline, look, session }: Measuring, { receipts }: Kept, { id, kind }: Criterion): boolean {
  if (kind === 'git_clean' || kind === 'forbid' || kind === 'fact') return anythingChanged(baseline, look)
  const own = session === null ? undefined : receipts.get(id)?.find((receipt) => receipt.session === session)
  return changedSince(baseline, look, id) || (own !== undefined && own.verdict !== 'passed')
}

function byReceipts({ gate, look }: Measuring, { receipts }: Kept, criterion: CommandCriterion): Finding {
  const rows = receipts.get(criterion.id) ?? []
  const { verdict, reason, receiptId } = verdictNow(criterion, {
    receipts: rows.map(receiptOf),
    scopeDigest: look.scopes[criterion.id] ?? null,
    commandHash: commandHash(criterion),
    now: gate.now(),
  })
  const row = rows.find(({ id }) => id === receiptId)
  return {
    verdict,
    reason,
    receipt_id: receiptId,
    ...(row && verdict === row.verdict && verdict !== 'passed' && { detail: detailOf(row) }),
  }
}

/** The numbers of a run and the names of files, never its output. */
export function detailOf({ exit_code, counts, changed_paths }: Pick<ReceiptRow, 'exit_code' | 'counts' | 'changed_paths'>): string {
  const numbers = counts === null ? undefined : (JSON.parse(counts) as Record<string, number>)
  const said = numbers && `${numbers.passed} passed, ${numbers.failed} failed, ${numbers.skipped} skipped`
  const changed = changed_paths && `changed: ${(JSON.parse(changed_paths) as string[]).join(', ')}`
  return [exit_code === null ? undefined : `exit ${exit_code}`, said, changed].filter(Boolean).join('; ')
}

function byPerson({ look }: Measuring, { waivers }: Kept, { id }: HumanCriterion): Finding {
  const scope = look.scopes[id]
  const confirmed =
    scope != null && waivers.some((each) => each.criterion_id === id && each.kind === 'confirmed' && each.scope_digest === scope)
  return confirmed ? { verdict: 'passed', reason: null } : { verdict: 'not_measured', reason: 'not_confirmed' }
}

/** Whether a person let a criterion be: for exactly these files, or until a time. */
export function isWaived({ gate, look }: Pick<Measuring, 'gate' | 'look'>, { waivers }: Kept, id: string): boolean {
  const now = gate.now().toISOString()
  const scope = id === 'protected' ? look.protected : look.scopes[id]
  return waivers.some(
    ({ criterion_id, kind, scope_digest, until }) =>
      criterion_id === id && kind === 'waived' && (until === null ? scope != null && scope_digest === scope : until > now),
  )
}
