import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../../fixtures/learning.ts'
import { day } from '../../words.ts'

describeLearning('update_blind_spot', (learner) => {
  async function stuck({ observe }: Learner): Promise<string> {
    for (const days of [-3, -2]) await observe('struggle', `Stuck ${days}`, { days, topic: 'types' })
    return (await observe('struggle', 'Stuck', { days: -1, topic: 'types' })).blind_spots_changed[0].id
  }

  it('dismisses one, which then collects evidence in silence until it is opened again', async () => {
    const me = learner()
    const blind_spot_id = await stuck(me)
    const says = async (state: string) => (await me.call('update_blind_spot', { blind_spot_id, state })).blind_spot
    expect(await says('dismissed')).toMatchObject({ state: 'dismissed' })
    expect((await me.observe('struggle', 'And again', { topic: 'types' })).blind_spots_changed).toEqual([])
    expect(await says('dismissed')).toMatchObject({ state: 'dismissed', support_count: 4 })
    expect(await me.refusal('update_blind_spot', { blind_spot_id, state: 'resolved' })).toMatchObject({
      kind: 'conflict',
      code: 'state_moved',
      message: 'The blind spot is dismissed. From there it can become active. list_blind_spots shows it as it is.',
    })
    expect(await says('active')).toMatchObject({ state: 'active', support_count: 4 })
    const changes = await me.tables((db) =>
      db.selectFrom('learn_spot_changes').select(['to_state', 'by', 'why']).where('spot_id', '=', blind_spot_id).orderBy('id').execute(),
    )
    expect(changes).toEqual([
      { to_state: 'active', by: 'detector', why: 'found' },
      { to_state: 'dismissed', by: 'person', why: 'said' },
      { to_state: 'active', by: 'person', why: 'said' },
    ])
  })

  it('resolves one, which relapses with two more notes', async () => {
    const me = learner()
    const blind_spot_id = await stuck(me)
    const { blind_spot } = await me.call('update_blind_spot', { blind_spot_id, state: 'resolved' })
    expect(blind_spot).toMatchObject({ state: 'resolved', resolved_at: '2026-01-05T12:00:00.000Z' })
    me.pass(day)
    expect((await me.observe('struggle', 'One more', { topic: 'types' })).blind_spots_changed).toEqual([])
    expect((await me.observe('struggle', 'Two more', { topic: 'types' })).blind_spots_changed).toMatchObject([{ to: 'relapsed' }])
  })

  it('knows no blind spot of others', async () => {
    const blind_spot_id = await stuck(learner())
    const other = await learner().refusal('update_blind_spot', { blind_spot_id, state: 'resolved' })
    expect(other).toMatchObject({ kind: 'not_found', code: 'blind_spot_not_found' })
  })
})
