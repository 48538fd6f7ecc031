import { z } from 'zod'
import type { Counters } from '../gates/counters.ts'
import type { ApprovalRow, RunRow } from '../storage/tables.ts'
import { limitsOf } from '../task/narrow.ts'
import type { RunnableTask } from '../task/task.ts'
import { fieldsOf, listOf } from '../trace/trace-event.ts'
import { runStatuses } from '../words.ts'

/** A run in a list. */
export const RunLine = z.object({
  run_id: z.string(),
  status: z.enum(runStatuses),
  driver: z.enum(['model', 'host']),
  goal: z.string(),
  workspace: z.string(),
  model: z.string(),
  work_ref: z.string().nullable(),
  created_at: z.string(),
  ended_at: z.string().nullable(),
})

/** A run by itself; the last part only where all of it is asked for. */
export const RunView = RunLine.extend({
  iteration: z.int(),
  final_answer: z.string().nullable(),
  confidence: z.number().nullable(),
  reason: z.string().nullable(),
  findings: z.array(z.string()),
  approval_id: z.string().optional(),
  skill: z.string().optional(),
  worktree: z.string().optional(),
  branch: z.string().optional(),
  parent_run_id: z.string().optional(),
  forked_from_step: z.int().optional(),
  root: z.string().optional(),
  actor: z.string().optional(),
  policy_sha256: z.string().optional(),
  base_commit: z.string().nullable().optional(),
  start_digest: z.string().nullable().optional(),
  counters: z.looseObject({}).optional(),
  tools: z.array(z.string()).optional(),
  criteria: z.array(z.looseObject({ id: z.string() })).optional(),
  budget: z.record(z.string(), z.number()).optional(),
  approval_mode: z.string().optional(),
})

export function runLine(row: RunRow): z.input<typeof RunLine> {
  const { id, status, driver, goal, workspace, model, work_ref, created_at, ended_at } = row
  const short = goal.length > 200 ? `${goal.slice(0, 199)}…`.toWellFormed() : goal
  return { run_id: id, status, driver, goal: short, workspace, model, work_ref, created_at, ended_at }
}

export function runView(row: RunRow, pending: ApprovalRow | undefined, detail: 'summary' | 'full'): z.input<typeof RunView> {
  const { final_answer, confidence, reason, worktree, branch, parent_run_id, forked_from_step } = row
  const counters = JSON.parse(row.counters) as Counters
  const report = row.report === null ? {} : fieldsOf(JSON.parse(row.report))
  return {
    ...runLine(row),
    iteration: counters.iteration,
    ...{ final_answer, confidence, reason },
    findings: listOf(report.findings) as string[],
    ...(worktree !== null && { worktree }),
    ...(branch !== null && { branch }),
    ...(parent_run_id !== null && forked_from_step !== null && { parent_run_id, forked_from_step }),
    ...(pending && { approval_id: pending.id }),
    ...(detail === 'full' && { ...restOf(row, counters), goal: row.goal }),
  }
}

function restOf(row: RunRow, counters: Counters) {
  const { skill, root, actor, policy_sha256, base_commit, start_digest } = row
  const task = JSON.parse(row.task) as RunnableTask
  return {
    ...{ skill, root, actor, policy_sha256, base_commit, start_digest },
    counters: { ...counters },
    tools: [...task.security.allowedTools],
    criteria: criteriaOf(row, task),
    budget: limitsOf(task.budget),
    approval_mode: task.approvalMode,
  }
}

/** As they were judged last, else as they were asked for. */
function criteriaOf({ report }: RunRow, { evaluationCriteria }: RunnableTask): { id: string }[] {
  const judged = report === null ? [] : listOf(fieldsOf(JSON.parse(report)).criteria)
  return (judged.length > 0 ? judged : evaluationCriteria) as { id: string }[]
}
