import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { hour } from '../../words.ts'

describeLearning('list_sessions', (learner) => {
  it('shows the newest first, a page at a time, and filters', async () => {
    const { call, refusal, pass } = learner()
    for (const domain of ['piano', 'coding', 'piano']) {
      await call('loop_session_start', { domain })
      pass(3 * hour)
    }
    const all = await call('list_sessions')
    expect(all).toMatchObject({
      total: 3,
      sessions: [
        { started_at: '2026-01-05T18:00:00.000Z', domain: 'piano', ended_by: 'gap' },
        { domain: 'coding', ended_by: 'gap' },
        { started_at: '2026-01-05T12:00:00.000Z', domain: 'piano' },
      ],
    })
    expect(all.next_cursor).toBeUndefined()
    const first = await call('list_sessions', { limit: 2 })
    expect(first.sessions).toEqual(all.sessions.slice(0, 2))
    expect(await call('list_sessions', { limit: 2, cursor: first.next_cursor })).toEqual({ sessions: all.sessions.slice(2), total: 3 })
    expect(await call('list_sessions', { domain: 'Coding' })).toEqual({ sessions: [all.sessions[1]], total: 1 })
    const within = { since: '2026-01-05T15:00:00Z', until: '2026-01-05T19:00:00+01:00' }
    expect((await call('list_sessions', within)).sessions).toEqual([all.sessions[1]])
    expect(await refusal('list_sessions', { cursor: 'x' })).toMatchObject({ code: 'bad_cursor' })
  })

  it('shows nobody the sessions of others', async () => {
    await learner().call('loop_session_start')
    expect(await learner().call('list_sessions')).toEqual({ sessions: [], total: 0 })
  })
})
