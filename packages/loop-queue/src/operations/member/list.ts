import { operation } from 'loop-core'
import { listMembers as list } from 'loop-core/accounts'
import { z } from 'zod'
import { Member, memberOf } from '../../views/member.ts'

const shown = 500

export const listMembers = operation({
  name: 'list_members',
  title: 'Members',
  summary: 'The people who hear of what is shipped, by name. add_member adds one.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/workspace/members'],
  command: 'member list',
  tool: false,
  input: z.object({}),
  output: z.object({ members: z.array(Member), total: z.int() }),
  async run(_, { db, actor }) {
    const members = await list(db)
    // An agent has no business with addresses.
    const addresses = actor.role !== 'agent'
    return { members: members.slice(0, shown).map((member) => memberOf(member, addresses)), total: members.length }
  },
})
