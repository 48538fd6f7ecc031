import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('list_members', (queue) => {
  it('shows the people by name, the owner of this machine among them', async () => {
    const { call } = queue()
    for (const name of ['Zoe', 'Ann']) await call('add_member', { name, email: `${name}@example.com` })
    const { members, total } = await call('list_members')
    expect(members.map(({ name }: { name: string }) => name)).toEqual(['Ann', 'Owner', 'Zoe'])
    expect(members[0]).toMatchObject({ email: 'ann@example.com' })
    expect(total).toBe(3)
  })

  it('shows an agent no addresses', async () => {
    const { call } = queue()
    await call('add_member', { name: 'Ann', email: 'ann@example.com' })
    const { members } = await call('list_members', {}, { as: 'agent' })
    expect(members.map(({ email }: { email?: string }) => email)).toEqual([undefined, undefined])
  })
})
