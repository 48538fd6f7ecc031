import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('set_mail_preference', (queue) => {
  it('keeps the last choice of the caller', async () => {
    const { call, rows } = queue()
    for (const preference of ['all', 'none']) expect(await call('set_mail_preference', { preference })).toEqual({ preference })
    expect(await rows('queue_mail_preferences')).toMatchObject([{ member_id: 'owner', preference: 'none' }])
  })

  it('refuses a key that belongs to nobody, and any other word', async () => {
    const { refusal } = queue()
    expect(await refusal('set_mail_preference', { preference: 'daily' })).toMatchObject({ kind: 'invalid_input' })
    const as = { tenant: 'local', role: 'user', key: 'k1' } as const
    expect(await refusal('set_mail_preference', { preference: 'all' }, { as })).toMatchObject({ kind: 'forbidden' })
  })
})
