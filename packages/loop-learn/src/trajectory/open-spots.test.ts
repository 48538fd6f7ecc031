import { expect, it } from 'vitest'
import { isOpen, stateBefore } from './open-spots.ts'

it('tells the state that a blind spot had before a time, from how it is now and how it changed', () => {
  const spot = { id: 'a', state: 'relapsed', created_at: '2026-01-02' } as const
  const changes = [
    { spot_id: 'a', at: '2026-01-02', from_state: null },
    { spot_id: 'b', at: '2026-01-03', from_state: 'active' },
    { spot_id: 'a', at: '2026-01-05', from_state: 'active' },
    { spot_id: 'a', at: '2026-01-08', from_state: 'resolved' },
  ] as const
  const times = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-05', '2026-01-06', '2026-01-09']
  const states = times.map((time) => stateBefore(spot, changes, time))
  expect(states).toEqual([null, null, 'active', 'active', 'resolved', 'relapsed'])
  expect(states.map(isOpen)).toEqual([false, false, true, true, false, true])
})
