import { LoopError, operation } from 'loop-core'
import { addMember as add } from 'loop-core/accounts'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { Member, memberOf } from '../../views/member.ts'

export const addMember = operation({
  name: 'add_member',
  title: 'Add member',
  summary: 'Add a person, who then hears of everything that is shipped: by inbox, and by mail where there is an address.',
  kind: 'write',
  roles: ['user'],
  rest: ['POST /api/v1/workspace/members'],
  status: 201,
  tool: false,
  input: z.object({ name: field.name, email: z.email().max(254).optional() }),
  output: z.object({ member: Member }),
  async run({ name, email = null }, { db, now, newId, emit }) {
    const member = await add(db, { id: newId(), name, email: email as string | null, created_at: now().toISOString() })
    if (member === undefined) throw taken()
    emit({ type: 'member.added', entity: member.id })
    return { member: memberOf(member) }
  },
})

function taken(): LoopError {
  const hints = ['list_members shows who has it.']
  return new LoopError('conflict', 'There is already a member with this address.', { code: 'member_exists', hints })
}
