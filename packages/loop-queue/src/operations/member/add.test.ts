import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('add_member', (queue) => {
  it('adds a person, with the address in lower case', async () => {
    const { call, eventTypes } = queue()
    const { member } = await call('add_member', { name: ' Mia\n Miller ', email: 'Mia@Example.com' })
    expect(member).toEqual({
      id: expect.any(String),
      name: 'Mia Miller',
      email: 'mia@example.com',
      created_at: '2026-01-05T12:00:00.000Z',
    })
    expect(await eventTypes()).toEqual(['member.added'])
  })

  it('needs no address, and refuses one that another member has', async () => {
    const { call, refusal } = queue()
    expect((await call('add_member', { name: 'Mia' })).member.email).toBeUndefined()
    await call('add_member', { name: 'Max', email: 'max@example.com' })
    expect(await refusal('add_member', { name: 'Moritz', email: 'MAX@example.com' })).toMatchObject({ code: 'member_exists' })
  })

  it.each(['no address', 'a@b.example\r\nBcc: evil@example.com', '<a@b.example>', 'a@b.example, c@d.example'])(
    'refuses %j as an address',
    async (email) => {
      expect(await queue().refusal('add_member', { name: 'Mia', email })).toMatchObject({ kind: 'invalid_input' })
    },
  )

  it.each(['orchestrator', 'agent'] as const)('is not for the role %s', async (as) => {
    expect(await queue().refusal('add_member', { name: 'Mia' }, { as })).toMatchObject({ kind: 'forbidden' })
  })
})
