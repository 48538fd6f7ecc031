import { operation, text } from 'loop-core'
import { findKeyById, readProfile } from 'loop-core/accounts'
import { z } from 'zod'
import { shownPrefix } from '../../views/api-key.ts'
import { requireTenant, Tenant, tenantOf } from '../../views/tenant.ts'

const CurrentKey = z.object({ id: text(64), role: z.string(), key_prefix: z.string(), agent_id: text(64).nullable() })

export const getTenant = operation({
  name: 'get_tenant',
  title: 'Get tenant',
  summary: 'Whose stories these are, their settings, and the key that is calling.',
  shortcut: 'tenant info',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user', 'superadmin'],
  rest: ['GET /api/v1/tenants/me'],
  input: z.object({}),
  output: z.object({ tenant: Tenant.extend({ current_key: CurrentKey.nullable() }) }),
  advertised: z.object({ tenant: z.looseObject({}) }),
  async run(_, { actor, db }) {
    requireTenant(actor)
    const key = actor.key === undefined ? undefined : await findKeyById(db, actor.key)
    const current_key = key ? { id: key.id, role: key.role, key_prefix: shownPrefix(key), agent_id: key.agent_id } : null
    return { tenant: { ...tenantOf(actor, await readProfile(db)), current_key } }
  },
})
