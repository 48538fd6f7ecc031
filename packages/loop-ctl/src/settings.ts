import type { Database } from 'loop-core'
import { lockProfile, readProfile } from 'loop-core/accounts'
import { z } from 'zod'
import { email, said } from './fields.ts'

/** What people set for everything of theirs; a setting that is not a sensible value counts as not set. */
export const Settings = z.object({
  rate_limit_requests_per_minute: z.int().min(1).max(1_000_000).catch(300),
  max_api_keys: z.int().min(1).max(10_000).catch(100),
  max_projects: z.int().min(1).max(10_000).catch(50),
  max_webhooks: z.int().min(0).max(1_000).catch(10),
  webhook_max_consecutive_failures: z.int().min(1).max(1_000).catch(10),
  webhook_event_retention_days: z.int().min(1).max(3_650).catch(30),
  auto_reset_on_rejection: z.boolean().catch(true),
  knowledge_auto_extract: z.boolean().catch(true),
  knowledge_agents_may_publish: z.boolean().catch(false),
  cost_anomaly_multiplier: z.number().min(1).max(1_000).catch(3),
  cost_anomaly_low_ratio: z.number().min(0).max(1).catch(0.1),
  default_story_budget_millicents: z.int().min(1).max(1_000_000_000_000).nullable().catch(null),
})

/** The most bytes that all settings together may have as JSON. */
export const mostSettings = 16 * 1024

/** What people may set: names that mean nothing here are kept for whoever put them there. A number that makes no sense counts as not set; the others are refused. */
export const givenSettings = z
  .looseObject({
    auto_reset_on_rejection: z.boolean().optional(),
    knowledge_auto_extract: z.boolean().optional(),
    knowledge_agents_may_publish: z.boolean().optional(),
    cost_anomaly_multiplier: z.number().min(1).max(1_000).optional(),
    cost_anomaly_low_ratio: z.number().min(0).max(1).optional(),
    token_data_retention_days: z.int().min(30).max(36_500).nullable().optional(),
    default_story_budget_millicents: z.int().min(1).max(1_000_000_000_000).nullable().optional(),
  })
  .refine((value) => Object.keys(value).every((name) => /^\w{1,64}$/.test(name)), {
    message: 'must have names of 1 to 64 letters, digits or _',
  })

/** What people may say of themselves as a whole. */
export const givenProfile = {
  name: said(120).optional(),
  email: email.nullish(),
  settings: givenSettings.optional(),
}

/** The settings, for whoever counts against one of them: until the end of the transaction nobody else counts. */
export async function lockSettings(db: Database, now: Date): Promise<z.output<typeof Settings>> {
  return Settings.parse((await lockProfile(db, now)).settings)
}

export async function readSettings(db: Database): Promise<z.output<typeof Settings>> {
  return Settings.parse((await readProfile(db)).settings)
}

/** How many days reports of tokens are kept; undefined is for ever. */
export async function retentionDays(db: Database): Promise<number | undefined> {
  const { token_data_retention_days } = (await readProfile(db)).settings
  return givenSettings.shape.token_data_retention_days.catch(undefined).parse(token_data_retention_days) ?? undefined
}
