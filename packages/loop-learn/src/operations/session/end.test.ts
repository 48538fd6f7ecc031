import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { minute } from '../../words.ts'

describeLearning('loop_session_end', (learner) => {
  it('18. is no error where nothing is open', async () => {
    expect(await learner().call('loop_session_end')).toMatchObject({ session: null, already_ended: false, minutes: 0 })
  })

  it('ends the open one with a summary, and answers the same again', async () => {
    const { call, observe, pass } = learner()
    const { session } = await observe('completion', 'The login works')
    pass(30 * minute)
    const ended = await call('loop_session_end', { summary: 'Login' })
    expect(ended).toMatchObject({
      already_ended: false,
      minutes: 30,
      counts: { completions: 1 },
      session: { ended_by: 'client', summary: 'Login' },
    })
    expect(await call('loop_session_end', { session_id: session.id })).toEqual({ ...ended, already_ended: true })
  })

  it('knows no session of others', async () => {
    const { session } = await learner().observe('question', 'Why?')
    expect(await learner().refusal('loop_session_end', { session_id: session.id })).toMatchObject({ code: 'session_not_found' })
  })
})
