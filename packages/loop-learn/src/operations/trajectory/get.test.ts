import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { addSpot } from '../../fixtures/spots.ts'
import { day } from '../../words.ts'

describeLearning('get_trajectory', (learner) => {
  it('is too early to tell where there is nothing', async () => {
    const { trajectory } = await learner().call('get_trajectory')
    expect(trajectory).toMatchObject({ direction: 'too_early', slope: null, arcs: [], blind_spot_changes: [] })
    expect(trajectory.points).toHaveLength(12)
    expect(trajectory.points[11]).toMatchObject({ week: '2026-W02', sessions: 0, index: null, open_spots: 0 })
  })

  it('shows week by week what was finished and what was hard, and where that leads', async () => {
    const me = learner({ LOOP_HOSTED: '1' })
    const { call, observe, pass, now } = me
    for (const completions of [1, 2, 3]) {
      for (let count = 0; count < 5; count++)
        await observe(count < completions ? 'completion' : 'struggle', `Number ${count}`, { topic: `theme-${count}-${completions % 2}` })
      pass(7 * day)
    }
    const changes = [
      { at: new Date(now().getTime() - 14 * day).toISOString(), from_state: null, to_state: 'active' as const },
      { at: now().toISOString(), from_state: 'active' as const, to_state: 'resolved' as const },
    ]
    const id = await addSpot(me, { state: 'resolved', created_at: changes[0]!.at, changes })
    const { trajectory } = await call('get_trajectory', { weeks: 5 })
    expect(trajectory.points.map(({ week, index, open_spots }: Record<string, unknown>) => [week, index, open_spots])).toEqual([
      ['2026-W01', null, 0],
      ['2026-W02', 0.2, 0],
      ['2026-W03', 0.4, 1],
      ['2026-W04', 0.6, 1],
      ['2026-W05', null, 0],
    ])
    expect(trajectory).toMatchObject({ direction: 'rising', slope: 0.2, modes: [{ week: '2026-W01', mode: 'transitional' }] })
    expect(trajectory.blind_spot_changes).toMatchObject([
      { week: '2026-W03', blind_spot_id: id, label: 'async-errors', from: null, to: 'active' },
      { week: '2026-W05', from: 'active', to: 'resolved' },
    ])
    expect(trajectory.arcs).toHaveLength(5)
    expect(trajectory.summary).toBe(
      'In 5 weeks: 3 sessions, 6 completions, 9 struggles. The share of completions is rising by about 20 percentage points a week.',
    )
  })
})
