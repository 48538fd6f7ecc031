import { z } from 'zod'
import { roles } from '../../actor.ts'
import { operation } from '../../operation.ts'

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
    key_id: z.string().nullable(),
    agent: z.object({ id: z.string(), name: z.string() }).nullable(),
    member: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
  async run(_, { actor }) {
    const { tenant, role, key, agent, member } = actor
    return { tenant, role, key_id: key ?? null, agent: agent ?? null, member: member ?? null }
  },
})
