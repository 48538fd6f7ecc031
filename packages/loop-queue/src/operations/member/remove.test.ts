import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('remove_member', (queue) => {
  it('removes a person once', async () => {
    const { call, refusal, eventTypes } = queue()
    const { id: member_id } = (await call('add_member', { name: 'Mia' })).member
    expect(await call('remove_member', { member_id })).toEqual({ removed: true, member_id })
    expect((await call('list_members')).total).toBe(1)
    expect(await refusal('remove_member', { member_id })).toMatchObject({ kind: 'not_found' })
    expect(await eventTypes()).toEqual(['member.added', 'member.removed'])
  })

  it('removes nobody by their own hand', async () => {
    expect(await queue().refusal('remove_member', { member_id: 'owner' })).toMatchObject({ code: 'own_member' })
  })

  it.each(['orchestrator', 'agent'] as const)('is not for the role %s', async (as) => {
    expect(await queue().refusal('remove_member', { member_id: 'x' }, { as })).toMatchObject({ kind: 'forbidden' })
  })
})
