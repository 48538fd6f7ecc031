import { text } from 'loop-core'
import { z } from 'zod'
import { criterionKinds } from '../words.ts'

export const runId = text(64, 1)
export const key = text(128, 1).optional()
export const workspace = text(40, 1).optional()
export const confidence = z.number().min(0).max(1).default(0.5)

/** One more thing that the final answer is held to. */
const Criterion = z.object({ id: text(40, 1), kind: z.enum(criterionKinds), check: text(40, 1).optional() })

/** What a run begins with; each of the last three can only make it narrower. */
export const beginning = z.object({
  goal: text(32_000, 1),
  workspace,
  skill: text(64, 1).optional(),
  allowed_tools: z.array(text(64, 1)).min(1).max(16).optional(),
  budget: z.record(z.string().max(40), z.number().min(0).max(1_000_000_000_000)).optional().describe('Such as max_iterations'),
  criteria: z.array(Criterion).max(50).optional(),
  worktree: z.boolean().optional(),
  work_ref: text(200, 1).optional().describe('Story or task id'),
  idempotency_key: key,
})

export const limit = z.int().min(1).max(100).default(20)
export const cursor = text(200, 1).optional()
