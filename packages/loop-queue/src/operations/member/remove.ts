import { LoopError, operation, text } from 'loop-core'
import { removeMember as remove } from 'loop-core/accounts'
import { z } from 'zod'
import { conflict } from '../../refusals.ts'

export const removeMember = operation({
  name: 'remove_member',
  title: 'Remove member',
  summary: 'Remove a person, with their agents and with the keys of both, which end at once. What they did stays.',
  kind: 'destroy',
  roles: ['user'],
  rest: ['DELETE /api/v1/workspace/members/:member_id'],
  tool: false,
  input: z.object({ member_id: text(64, 1).describe('As list_members shows it') }),
  output: z.object({ removed: z.literal(true), member_id: z.string() }),
  async run({ member_id }, { db, actor, emit }) {
    if (actor.member?.id === member_id) throw yourself()
    if (!(await remove(db, member_id))) throw unknown(member_id)
    emit({ type: 'member.removed', entity: member_id })
    return { removed: true as const, member_id }
  },
})

function yourself(): LoopError {
  return conflict('own_member', 'You cannot remove yourself.', ['Another person can; list_members shows who there is.'])
}

function unknown(id: string): LoopError {
  return new LoopError('not_found', `There is no member ${id}.`, { hints: ['list_members shows those there are.'] })
}
