import { z } from 'zod'
import type { Place } from '../place-of.ts'
import { loadSkill } from '../skills/load-skill.ts'
import type { RunRow } from '../storage/tables.ts'
import { limitsOf } from '../task/narrow.ts'
import type { RunnableTask } from '../task/task.ts'
import { criterionKinds, runStatuses } from '../words.ts'
import { nextOf } from './next-of.ts'

export const BeginAnswer = z.object({
  run_id: z.string(),
  status: z.enum(runStatuses),
  tools: z.array(z.string()),
  criteria: z.array(z.object({ id: z.string(), kind: z.enum(criterionKinds), description: z.string(), required: z.boolean() })),
  budget: z.record(z.string(), z.number()),
  approval_mode: z.enum(['manual', 'auto', 'deny']),
  sandbox: z.object({ kind: z.string(), network: z.string(), reason: z.string().optional() }),
  skill: z.object({ name: z.string(), content: z.string() }),
  worktree: z.string().optional(),
  next: z.string(),
})

/** What a client needs to drive a run, the same whenever it asks. */
export async function beginAnswer({ row, place }: { row: RunRow; place: Place }): Promise<z.input<typeof BeginAnswer>> {
  const task = JSON.parse(row.task) as RunnableTask
  const [{ report }, skill] = await Promise.all([place.sandbox(), loadSkill(row.skill, place.skillFolders)])
  return {
    run_id: row.id,
    status: row.status,
    tools: [...task.security.allowedTools],
    criteria: task.evaluationCriteria.map(({ id, kind, description, required }) => ({ id, kind, description, required })),
    budget: limitsOf(task.budget),
    approval_mode: task.approvalMode,
    sandbox: report,
    skill,
    ...(row.worktree !== null && { worktree: row.root }),
    next: nextOf(row),
  }
}
