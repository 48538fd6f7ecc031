import { operation, text } from 'loop-core'
import { changeProfile, readProfile } from 'loop-core/accounts'
import { z } from 'zod'
import { changesOfProfile, requireSettingsFit } from '../../changes/profile.ts'
import * as field from '../../fields.ts'
import { givenSettings } from '../../settings.ts'
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
  input: z.object({
    name: field.said(120).optional(),
    email: text(254)
      .refine((value) => /^[^@\s]+@[^@\s]+$/.test(value), { message: 'must be an e-mail address' })
      .nullish(),
    settings: givenSettings.optional(),
    token_data_retention_days,
    default_story_budget_millicents,
  }),
  output: z.object({ tenant: Tenant }),
  async run({ name, email, settings, ...ofTokens }, { actor, db, emit, now }) {
    requireTenant(actor)
    const before = await readProfile(db)
    const after = await changeProfile(db, { name, email, settings: { ...settings, ...ofTokens } }, now())
    requireSettingsFit(after)
    const changes = changesOfProfile(before, after)
    if (changes) emit({ type: 'tenant.tenant_updated', entity: actor.tenant, ...changes })
    return { tenant: tenantOf(actor, after) }
  },
})
