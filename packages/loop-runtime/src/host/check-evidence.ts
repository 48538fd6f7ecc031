import type { EffectContext } from 'loop-core'
import type { Workspace } from '../configured.ts'
import { gatherEvidence, gatherWithoutRun } from '../evidence/gather.ts'
import type { Evidence } from '../gates/evidence-types.ts'
import { checkEvidence as judge } from '../gates/final-evaluation.ts'
import { placeOf } from '../place-of.ts'
import { factsOf } from '../run/evidence-facts.ts'
import type { Runtime } from '../runtime.ts'
import { findReceipt } from '../storage/receipts.ts'
import type { Task } from '../task/task.ts'
import { journalOf } from './journal-of.ts'
import { placeOfRun } from './place-of-run.ts'
import { elsewhere } from './refusals.ts'

interface Asked {
  workspace?: string | undefined
  run_id?: string | undefined
}

/** What is proved for the present files, and whether a final answer would pass now. */
export async function checkEvidence(context: EffectContext, { workspace, run_id }: Asked) {
  const place = await (run_id === undefined ? placeOf(context, workspace) : placeOfRun(context, run_id))
  if (run_id !== undefined && place.workspace.name !== (workspace ?? place.workspace.name)) throw elsewhere({ id: run_id })
  const { runtime, files } = place
  const { task, evidence } =
    run_id === undefined ? await ofWorkspace(runtime, files.root, place.workspace) : await ofRun(runtime, files.root, run_id)
  const { criteria, findings, can_finish } = judge(task, evidence)
  const times = await timesOf(
    runtime,
    criteria.flatMap(({ receipt_id }) => receipt_id ?? []),
  )
  const lines = criteria.map(({ id, verdict, required, feedback, receipt_id, stale_because }) => ({
    ...{ id, verdict, required, feedback },
    ...(receipt_id !== undefined && { receipt_id, at: times.get(receipt_id) }),
    ...(stale_because && { stale_because: { ...stale_because, paths: [...stale_because.paths] } }),
  }))
  return { digest: evidence.digest, criteria: lines, findings: [...findings], can_finish }
}

type Judged = Promise<{ task: Task; evidence: Evidence }>

async function ofRun(runtime: Runtime, root: string, id: string): Judged {
  const journal = await journalOf(runtime, id)
  return { task: JSON.parse(journal.row.task) as Task, evidence: await gatherEvidence(runtime, { root, ...factsOf(journal) }) }
}

/** Without a run there is no beginning to compare with and nobody's work to judge: only what commands prove is left. */
async function ofWorkspace(runtime: Runtime, root: string, { rules }: Workspace): Judged {
  const evaluationCriteria = rules.evaluationCriteria.filter(({ kind }) => kind !== 'tool_evidence' && kind !== 'diff_present')
  return { task: { ...rules, evaluationCriteria }, evidence: await gatherWithoutRun(runtime, root) }
}

async function timesOf(runtime: Runtime, ids: readonly string[]): Promise<Map<string, string>> {
  return runtime.transaction('read', async ({ db }) => {
    const times = new Map<string, string>()
    for (const id of ids) times.set(id, (await findReceipt(db, id))!.started_at)
    return times
  })
}
