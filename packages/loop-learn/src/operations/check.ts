import { operation } from 'loop-core'
import { z } from 'zod'
import { viewLearning } from '../learning.ts'
import { modeOf, modeSources } from '../mode/mode.ts'
import { skipOf } from '../model/whose-key.ts'
import { everybody } from '../roles.ts'
import { listReviews } from '../storage/reviews.ts'
import { viewKey } from '../views/profile.ts'
import { thresholds } from '../words.ts'

export const checkLearning = operation({
  name: 'check_learning',
  title: 'Check',
  summary: 'How things stand behind the notes: the mode, who analyses them, work that waits, and the last review.',
  kind: 'effect',
  roles: everybody,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  command: 'check',
  tool: false,
  input: z.object({}),
  output: z.object({
    mode: z.enum(thresholds),
    mode_source: z.enum(modeSources),
    analysis: z.enum(['model', 'local', 'off', 'rejected']).describe('Who analyses, or why nobody but the rules does'),
    key_status: z.enum(['none', 'unused', 'ok', 'rejected']),
    pending_jobs: z.int(),
    last_review: z.string().nullable(),
  }),
  async run(_, context) {
    const standing = await context.transaction(async (inner) => {
      const learning = await viewLearning({ ...inner, actor: context.actor })
      const { mode, mode_source } = modeOf(learning)
      const [review] = await listReviews(learning.db, learning.learner, { limit: 1 })
      const key_status = viewKey(learning)?.status ?? ('none' as const)
      return { mode, mode_source, analysis: skipOf(learning) ?? ('model' as const), key_status, last_review: review?.week ?? null }
    })
    return { ...standing, pending_jobs: await context.pendingJobs() }
  },
})
