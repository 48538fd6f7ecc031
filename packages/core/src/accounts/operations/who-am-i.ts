import { z } from 'zod'
import { roles } from '../../actor.ts'
import { operation } from '../../operation.ts'
import { localAgents } from '../identities.ts'
import { isPersonal } from '../keys.ts'

export const whoAmI = operation({
  name: 'who_am_i',
  title: 'Who am I',
  summary: 'The tenant, role and agent behind the key that is calling.',
  command: 'who-am-i',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent', 'superadmin'],
  tool: false,
  input: z.object({}),
  output: z.object({
    tenant: z.string(),
    role: z.enum(roles),
    roles: z.array(z.enum(roles)).describe('All roles the caller may act in: those of the own identities, too'),
    key_id: z.string().nullable(),
    agent: z.object({ id: z.string(), name: z.string() }).nullable(),
    member: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
  async run(_, { actor, db }) {
    const { tenant, role, key, agent, member } = actor
    // Alone on one's own machine there is no key, and an agent only where one identity was chosen.
    const personal = key === undefined ? agent === undefined : await isPersonal(db, key)
    const own = personal ? localAgents.map((identity) => identity.role) : []
    return { tenant, role, roles: [...new Set([role, ...own])], key_id: key ?? null, agent: agent ?? null, member: member ?? null }
  },
})
