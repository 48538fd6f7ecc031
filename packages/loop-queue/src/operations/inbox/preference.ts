import { LoopError, operation } from 'loop-core'
import { z } from 'zod'
import { setMailPreference as set } from '../../storage/mails.ts'

const preference = z.enum(['all', 'shipped', 'none'])

export const setMailPreference = operation({
  name: 'set_mail_preference',
  title: 'Mail preference',
  summary: 'Choose what you get by mail; your inbox gets everything.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user'],
  rest: ['PUT /api/v1/inbox/preference'],
  command: 'inbox preference',
  tool: false,
  input: z.object({ preference: preference.describe('shipped unless chosen otherwise') }),
  output: z.object({ preference }),
  async run(input, { db, actor }) {
    if (actor.member === undefined) throw nobody()
    await set(db, actor.member.id, input.preference)
    return { preference: input.preference }
  },
})

function nobody(): LoopError {
  return new LoopError('forbidden', 'This key belongs to no member, so it gets no mail.', {
    hints: ['Use the key of a person.'],
  })
}
