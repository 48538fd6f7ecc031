import { LoopError, operation } from 'loop-core'
import { createTenant, issueKey } from 'loop-core/accounts'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { invalid } from '../../refusals.ts'
import { givenProfile } from '../../settings.ts'
import { showTenant } from '../../tenants/change.ts'
import { NewApiKey, newApiKeyOf } from '../../views/api-key.ts'
import { TenantInFull } from '../../views/tenant.ts'

export const adminCreateTenant = operation({
  name: 'admin_create_tenant',
  title: 'Create a tenant',
  summary: 'Make a tenant and its first key, of the role user. The answer holds the key this once.',
  command: 'admin create-tenant',
  kind: 'effect',
  roles: ['superadmin'],
  tool: false,
  status: 201,
  input: z.object({
    name: givenProfile.name.unwrap(),
    slug: field.slug.describe('Its id and short name, for good'),
    email: givenProfile.email.unwrap().unwrap().optional(),
  }),
  output: z.object({ tenant: TenantInFull, api_key: NewApiKey }),
  async run({ name, slug, email }, context) {
    await createTenant(context.door(), { id: slug, name, email }, context.now()).catch(named)
    const issued = await context.transactionIn(slug, async ({ db, emit, now }) => {
      const made = await issueKey(db, { tenant: slug, name: 'First key', role: 'user' }, now())
      emit({ type: 'tenant.tenant_created', entity: slug, after: { status: 'active' } })
      emit({ type: 'key.created', entity: made.key.id, after: { role: 'user', agent_id: null, expires_at: null } })
      return made
    })
    return { tenant: await showTenant(context, slug), api_key: newApiKeyOf(issued) }
  },
})

const taken = 'has already been taken'

/** The same refusal in the words of this interface. */
function named(error: unknown): never {
  if (LoopError.is(error) && error.code === 'tenant_exists') throw invalid({ slug: taken }, { code: 'slug_taken' })
  if (LoopError.is(error) && error.code === 'email_taken') throw invalid({ email: taken }, { code: 'email_taken' })
  throw error
}
