import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../../fixtures/learning.ts'

async function stuck({ observe }: Learner, topic: string, more: { domain?: string; about?: string } = {}): Promise<string> {
  for (const days of [-3, -2]) await observe('struggle', `Stuck ${days} with ${more.about ?? topic}`, { days, topic, ...more })
  return (await observe('struggle', `Stuck with ${more.about ?? topic}`, { days: -1, topic, ...more })).blind_spots_changed[0].id
}

describeLearning('list_blind_spots', (learner) => {
  it('shows what keeps coming back with the words that it rests on', async () => {
    const me = learner()
    const id = await stuck(me, 'async-errors', { domain: 'coding' })
    const { blind_spots } = await me.call('list_blind_spots')
    expect(blind_spots).toEqual([
      {
        id,
        detector: 'recurring_struggle',
        about: 'self',
        domain: 'coding',
        label: 'async-errors',
        state: 'active',
        title: 'Stuck again: async-errors',
        pattern: '3 struggles with the same thing in 3 sessions between 2026-01-02 and 2026-01-04, and it was not got over.',
        support_count: 3,
        counter_count: 0,
        session_count: 3,
        first_seen_at: '2026-01-02T12:00:00.000Z',
        last_seen_at: '2026-01-04T12:00:00.000Z',
        confidence: 0.5,
        severity: 'low',
        relapses: 0,
        evidence: [
          expect.objectContaining({ quote: 'Stuck with async-errors', supports: true, kind: 'struggle' }),
          expect.objectContaining({ quote: 'Stuck -2 with async-errors' }),
          expect.objectContaining({ quote: 'Stuck -3 with async-errors' }),
        ],
      },
    ])
    const { context } = await me.call('loop_session_start')
    expect(context.blind_spots).toEqual([{ id, title: 'Stuck again: async-errors', state: 'active', severity: 'low' }])
  })

  it('shows those of one state, one domain or one agent', async () => {
    const me = learner()
    const coding = await stuck(me, 'types', { domain: 'coding' })
    const agents = await stuck(me, 'types', { domain: 'coding', about: 'agent-1' })
    const french = await stuck(me, 'subjonctif', { domain: 'french' })
    await me.call('update_blind_spot', { blind_spot_id: french, state: 'dismissed' })
    const listed = async (input: object) =>
      (await me.call('list_blind_spots', input)).blind_spots.map(({ id }: { id: string }) => id).sort()
    expect(await listed({})).toEqual([coding, agents].sort())
    expect(await listed({ about: 'agent-1' })).toEqual([agents])
    expect(await listed({ domain: 'French' })).toEqual([])
    expect(await listed({ state: 'dismissed' })).toEqual([french])
    expect((await learner().call('list_blind_spots')).blind_spots).toEqual([])
  })
})
