import { prompt } from 'loop-core'
import { z } from 'zod'
import { everybody } from '../roles.ts'

export const weeklyReflectionPrompt = prompt({
  name: 'weekly_reflection',
  title: 'Look back at a week',
  summary: 'Read the review of a week together, and choose one thing for the next.',
  roles: everybody,
  arguments: z.object({
    week: z
      .string()
      .regex(/^\d{4}-W\d{2}$/)
      .max(8)
      .optional()
      .describe('Such as 2026-W04; the latest unless said'),
  }),
  write: ({ week }) =>
    [
      week ? `Read loop://learn/weekly-reviews/${week}.` : 'Read loop://weekly-review. Where there is none yet, call loop_reflect instead.',
      'Tell me what I can be proud of, what has changed against the week before, and what is still open; name the notes that show it.',
      'Then put the question of the review to me and wait for my answer. Help me to make one small plan out of it, and record it with loop_observe as a decision.',
    ].join('\n\n'),
})
