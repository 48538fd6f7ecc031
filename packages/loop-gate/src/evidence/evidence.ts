import { isAbsolute } from 'node:path'
import type { EvidenceSubject, Fact, TransactionContext } from 'loop-core'
import { GateConfig, isHosted } from '../config.ts'
import { folderOf, homeOf } from '../gate-of.ts'
import { enter, type Gated } from '../stop/enter.ts'
import { selectDecisions } from '../storage/decisions.ts'
import { openGaps } from '../storage/gaps.ts'
import { newestReceipts } from '../storage/receipts.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import { findWorkspace } from '../storage/workspaces.ts'

/** What the gate knows of a folder, as far as it is written down: each fact names the content for which it holds. */
export async function evidence(subject: EvidenceSubject, context: TransactionContext): Promise<Fact[]> {
  const gated = await gatedOf(subject, context)
  if (gated === undefined) return []
  return [...(await criterionFacts(gated, context)), ...(await completeFacts(gated, context)), await gapFact(gated, context)]
}

/** A subject may name a workspace of somebody else's kind; then there is nothing to say. */
async function gatedOf({ workspace }: EvidenceSubject, { db, now, config }: TransactionContext): Promise<Gated | undefined> {
  const settings = config(GateConfig)
  if (isHosted(settings)) return undefined
  const named = workspace === undefined || isAbsolute(workspace) ? workspace : (await findWorkspace(db, workspace))?.root
  const folder = workspace === undefined ? folderOf(settings) : named
  if (folder === undefined) return undefined
  const gated = await enter({ environment: settings, home: homeOf(settings), now }, folder)
  return 'why' in gated ? undefined : gated
}

/** By the newest receipt of each criterion that the policy has. */
async function criterionFacts({ workspace, accepted }: Gated, { db }: TransactionContext): Promise<Fact[]> {
  const ids = accepted.policy.criteria.filter(({ kind }) => kind === 'command').map(({ id }) => id)
  const receipts = await newestReceipts(db, workspace.id, ids)
  return ids.flatMap((id) => {
    const newest = receipts.find(({ criterion_id, kind }) => criterion_id === id && kind !== 'adhoc')
    return newest === undefined ? [] : [criterionFact(workspace.id, newest)]
  })
}

function criterionFact(subject: string, { id, criterion_id, verdict, actor, finished_at, digest_after }: ReceiptRow): Fact {
  const about = { subject, actor, at: finished_at, details: { receipt_id: id }, ...(digest_after !== null && { digest: digest_after }) }
  return { name: `gate.criterion.${criterion_id}`, value: verdict, ...about }
}

async function completeFacts({ workspace }: Gated, { db }: TransactionContext): Promise<Fact[]> {
  const [row] = await selectDecisions(db, { workspace_id: workspace.id, outcome: 'complete' }, 1)
  if (row === undefined) return []
  const details = { decision_id: row.id, profile: row.profile, door: row.door }
  const digest = row.digest === null ? {} : { digest: row.digest }
  return [{ name: 'gate.complete', value: true, subject: workspace.id, actor: 'gate', at: row.at, details, ...digest }]
}

async function gapFact({ workspace }: Gated, { db, now }: TransactionContext): Promise<Fact> {
  const gaps = await openGaps(db, workspace.id)
  const details = { criteria: gaps.map(({ criterion_id }) => criterion_id).join(',') }
  return { name: 'gate.open_gaps', value: gaps.length, subject: workspace.id, actor: 'gate', at: now().toISOString(), details }
}
