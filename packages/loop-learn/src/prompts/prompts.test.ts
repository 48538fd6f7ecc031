import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'

describeLearning('prompts', (learner) => {
  it('name the calls that they want, and what they were given', async () => {
    const { call } = learner()
    expect((await call('start_session', { domain: 'Piano' })).text).toContain('loop_session_start with domain "piano"')
    expect((await call('start_session')).text).toContain('Call loop_session_start and')
    expect((await call('weekly_reflection', { week: '2026-W01' })).text).toContain('loop://learn/weekly-reviews/2026-W01')
    expect((await call('weekly_reflection')).text).toContain('loop://weekly-review')
    expect((await call('get_unstuck', { theme: 'async errors' })).text).toContain('async-errors')
    expect((await call('get_unstuck')).text).toContain('Ask me in one sentence')
  })
})
