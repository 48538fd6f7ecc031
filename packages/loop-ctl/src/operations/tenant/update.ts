import { operation } from 'loop-core'
import { z } from 'zod'
import { editProfile } from '../../changes/profile.ts'
import { givenProfile, givenSettings } from '../../settings.ts'
import { requireTenant, Tenant, tenantOf } from '../../views/tenant.ts'

const { token_data_retention_days, default_story_budget_millicents } = givenSettings.shape

export const updateTenant = operation({
  name: 'update_tenant',
  title: 'Update tenant',
  summary: 'Change name, e-mail or settings; settings that are not named stay as they are.',
  kind: 'write',
  roles: ['user', 'superadmin'],
  rest: ['PATCH /api/v1/tenants/me'],
  tool: false,
  input: z.object({ ...givenProfile, token_data_retention_days, default_story_budget_millicents }),
  output: z.object({ tenant: Tenant }),
  async run({ name, email, settings, ...ofTokens }, context) {
    const { actor, emit } = context
    requireTenant(actor)
    const { profile, changes } = await editProfile(context, { name, email, settings: { ...settings, ...ofTokens } })
    if (changes) emit({ type: 'tenant.tenant_updated', entity: actor.tenant, ...changes })
    return { tenant: tenantOf(actor, profile) }
  },
})
