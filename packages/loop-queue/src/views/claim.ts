import { secret } from 'loop-core'
import { z } from 'zod'
import { Comment } from './comment.ts'
import { Task } from './task.ts'

/** What a claim gives: the work, all that is to be read before it, and the lease. */
export const Claim = z.object({
  task: Task.optional(),
  loop: z.object({ id: z.string(), name: z.string(), ai_context: z.string().optional() }).optional(),
  workspace_ai_context: z.string().optional(),
  lease: z.object({ token: secret(z.string()), generation: z.int(), expires_at: z.string(), seconds: z.int() }).optional(),
  comments: z.array(Comment),
  why: z.array(z.string()),
  reason: z.string().optional(),
  next: z.string(),
  replayed: z.boolean().optional(),
})

/** What a list of tools says of it. */
export const advertisedClaim = z.object({
  task: z.object({ id: z.string(), body: z.string() }).optional(),
  lease: z.object({ token: z.string(), expires_at: z.string() }).optional(),
  reason: z.string().optional(),
})
