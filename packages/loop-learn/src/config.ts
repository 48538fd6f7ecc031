import { z } from 'zod'
import { thresholds } from './words.ts'

const flag = z
  .enum(['0', '1', 'true', 'false'])
  .default('0')
  .transform((value) => value === '1' || value === 'true')

const count = (fallback: number) => z.coerce.number().int().min(0).max(1_000_000_000).default(fallback)

/** The environment variables that loop-learn reads. */
export const LearnConfig = z.object({
  LOOP_HOSTED: flag,
  LOOP_PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:3000'),
  LOOP_SIGNUP: z.enum(['open', 'closed']).default('open'),
  LOOP_THRESHOLD: z.enum(thresholds, `must be ${thresholds.join(', ')}`).optional(),
  LOOP_SESSION_GAP_MINUTES: z.coerce.number().int().min(5).max(720).default(60),
  LOOP_ENCRYPTION_KEY: z.string().max(1_000).optional(),
  ANTHROPIC_API_KEY: z.string().max(300).optional(),
  LOOP_ANTHROPIC_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.anthropic.com'),
  LOOP_MODEL: z.string().max(100).default('claude-haiku-5-5'),
  LOOP_ANALYSIS: z.enum(['auto', 'local']).default('auto'),
  LOOP_MODEL_DAILY_TOKENS: count(40_000),
  LOOP_MODEL_DAILY_CALLS: count(6),
  LOOP_MODEL_SERVER_DAILY_TOKENS: count(500_000),
})
export type LearnSettings = z.output<typeof LearnConfig>
