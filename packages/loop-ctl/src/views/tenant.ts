import { type Actor, LoopError, text, time } from 'loop-core'
import type { Profile, Tenant as TenantRow } from 'loop-core/accounts'
import { z } from 'zod'
import type { Census } from '../storage/census.ts'

/** What clients are told of a name that is not free. */
export const takenHere = 'has already been taken for this tenant'

/** Where clients are told that the amount of the settings comes from. */
export const fromSettings = 'tenant_default'

/** Whether people get in: only those of an active tenant do. */
export const tenantStatuses = ['active', 'pending_enrollment', 'suspended', 'deactivated'] as const

const id = text(64)
const count = z.int()

export const Tenant = z.object({
  id,
  name: z.string(),
  slug: id,
  email: z.string().nullable(),
  settings: z.record(z.string(), z.unknown()),
  status: z.enum(tenantStatuses),
  token_data_retention_days: z.int().nullable(),
  default_story_budget_millicents: z.int().nullable(),
  inserted_at: time().nullable(),
  updated_at: time().nullable(),
})

/** Everything that belongs together, as its own people see it: it is called by its slug, and two of its settings stand on their own. */
export function tenantOf({ tenant, tenantStatus }: Pick<Actor, 'tenant' | 'tenantStatus'>, profile: Profile): z.output<typeof Tenant> {
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

const counts = { project_count: count, story_count: count, agent_count: count, api_key_count: count }

/** A tenant in the list of a superadmin. */
export const TenantLine = Tenant.pick({ id: true, name: true, slug: true, email: true, status: true, inserted_at: true }).extend(counts)

/** A tenant as a superadmin sees it alone. */
export const TenantInFull = Tenant.extend({ ...counts, epic_count: count, last_activity_at: time().nullable() })

/** What there is to be known of a tenant, all of it read at once. */
export interface TenantFacts {
  tenant: TenantRow
  profile: Profile
  census: Census
  /** When a key of it was last used. */
  lastUse: string | null
}

export function tenantInFullOf({ tenant, profile, census, lastUse }: TenantFacts): z.output<typeof TenantInFull> {
  return {
    ...tenantOf({ tenant: tenant.id }, profile),
    name: nameOf(tenant, profile),
    status: tenant.status,
    inserted_at: tenant.created_at,
    updated_at: profile.updated_at ?? tenant.created_at,
    project_count: census.projects,
    epic_count: census.epics,
    story_count: census.stories,
    agent_count: census.agents,
    api_key_count: census.keys,
    last_activity_at: lastUse,
  }
}

/** The name that its people gave it, or that it was made with. */
export function nameOf(tenant: TenantRow, profile: Profile): string {
  return profile.name ?? tenant.name
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
