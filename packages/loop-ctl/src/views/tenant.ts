import { type Actor, LoopError, text, time } from 'loop-core'
import type { Profile } from 'loop-core/accounts'
import { z } from 'zod'

/** What clients are told of a name that is not free. */
export const takenHere = 'has already been taken for this tenant'

/** Where clients are told that the amount of the settings comes from. */
export const fromSettings = 'tenant_default'

export const Tenant = z.object({
  id: text(64),
  name: z.string(),
  slug: text(64),
  email: z.string().nullable(),
  settings: z.record(z.string(), z.unknown()),
  status: z.enum(['active', 'pending_enrollment', 'suspended', 'deactivated']),
  token_data_retention_days: z.int().nullable(),
  default_story_budget_millicents: z.int().nullable(),
  inserted_at: time().nullable(),
  updated_at: time().nullable(),
})

/** Everything that belongs together, as its own people see it: it is called by its slug, and two of its settings stand on their own. */
export function tenantOf({ tenant, tenantStatus }: Actor, profile: Profile): z.output<typeof Tenant> {
  const { token_data_retention_days = null, default_story_budget_millicents = null, ...settings } = profile.settings
  return {
    id: tenant,
    name: profile.name ?? tenant,
    slug: tenant,
    email: profile.email,
    settings,
    status: tenantStatus ?? 'active',
    token_data_retention_days: token_data_retention_days as number | null,
    default_story_budget_millicents: default_story_budget_millicents as number | null,
    inserted_at: profile.created_at,
    updated_at: profile.updated_at,
  }
}

/** Refuses a superadmin who did not say where. */
export function requireTenant({ role }: Actor): void {
  if (role !== 'superadmin') return
  throw new LoopError('invalid_input', 'A superadmin belongs to no tenant. Say which one is meant.', {
    code: 'no_tenant',
    status: 400,
    hints: ['Send its id as the header X-Impersonate-Tenant.'],
  })
}
