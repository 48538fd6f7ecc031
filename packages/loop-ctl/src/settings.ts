import type { Database } from 'loop-core'
import { readProfile } from 'loop-core/accounts'
import { z } from 'zod'

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
})

export async function readSettings(db: Database): Promise<z.output<typeof Settings>> {
  return Settings.parse((await readProfile(db)).settings)
}
