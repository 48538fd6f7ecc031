import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'

describeLearning('loop_session_start', (learner) => {
  it('17. gives one session for two calls, and another where a fresh one is wanted', async () => {
    const { call } = learner()
    const first = await call('loop_session_start', { domain: 'Piano Playing', intent: 'Learn the prelude' })
    expect(first).toMatchObject({ resumed: false, session: { domain: 'piano-playing', intent: 'Learn the prelude' } })
    expect(first.context).toMatchObject({ mode: 'survival', mode_source: 'default', threshold: 'survival', blind_spots: [], arcs: [] })
    expect(await call('loop_session_start')).toMatchObject({ resumed: true, session: { id: first.session.id } })
    const third = await call('loop_session_start', { fresh: true })
    expect(third.resumed).toBe(false)
    expect(third.context.last_session).toMatchObject({ id: first.session.id, ended_by: 'client' })
  })
})
