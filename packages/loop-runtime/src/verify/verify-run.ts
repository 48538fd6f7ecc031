import { gatherWithoutRun } from '../evidence/gather.ts'
import { type CriterionReport, judgeCriterion } from '../gates/criterion-verdict.ts'
import { preparePlace } from '../run/start-run.ts'
import type { Runtime } from '../runtime.ts'
import { changeRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import type { Criterion, RunnableTask } from '../task/task.ts'
import { propose } from '../tools/propose.ts'
import type { ToolPlace } from '../tools/tool.ts'
import { inFinalState } from './final-state.ts'

/** What the required checks showed when somebody else ran them again. */
export interface Verification {
  verified: boolean
  criteria: CriterionReport[]
  /** Ids. */
  receipts: string[]
}

interface Verifying {
  row: RunRow
  skillFolders: readonly string[]
}

/** Runs the required checks of a run again on the files that it ended with, and keeps what they showed. */
export async function verifyRun(runtime: Runtime, { row, skillFolders }: Verifying): Promise<Verification> {
  const task = JSON.parse(row.task) as RunnableTask
  const verification = await inFinalState(runtime, row, async (root) => {
    const { files, sandbox } = await preparePlace(task, { runtime, skillFolders }, root)
    return checkAgain({ runtime, files, rules: task, sandbox: async () => sandbox }, task)
  })
  await keep(runtime, row, verification)
  return verification
}

const callOf: Partial<Record<Criterion['kind'], string>> = {
  tests_passed: 'repo_run_tests',
  typecheck_passed: 'repo_run_typecheck',
  check_passed: 'repo_run_check',
}

/** Only what a command shows can be shown again; without any nothing is verified. */
async function checkAgain(place: ToolPlace, task: RunnableTask): Promise<Verification> {
  const { runtime, files } = place
  const required = task.evaluationCriteria.filter(({ required, kind }) => required && callOf[kind] !== undefined)
  const receipts: string[] = []
  for (const { kind, check } of required) {
    const { perform } = await propose(place, { tool: callOf[kind]!, args: check === undefined ? {} : { check } })
    const { receiptId } = await perform({ signal: runtime.signal })
    if (receiptId !== undefined) receipts.push(receiptId)
  }
  const evidence = await gatherWithoutRun(runtime, files.root)
  const criteria = required.map((criterion) => judgeCriterion(criterion, task, evidence))
  return { verified: criteria.length > 0 && criteria.every(({ pass }) => pass), criteria, receipts }
}

async function keep(runtime: Runtime, row: RunRow, { verified }: Verification): Promise<void> {
  const { id, work_ref } = row
  const by = runtime.actor
  const verified_at = runtime.now().toISOString()
  await runtime.transaction('write', async ({ db, emit }) => {
    await changeRun(db, row, { verified: verified ? 1 : 0, verified_by: by, verified_at })
    emit({ type: 'run.verified', entity: id, details: { verified, by }, ...(work_ref !== null && { task: work_ref }) })
  })
}
