import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { setOwnKey } from '../model/own-key.ts'
import { changeLearner } from '../storage/learners.ts'

describeLearning('loop_ping', (learner) => {
  it('says that it is there, and how it runs', async () => {
    expect(await learner().call('loop_ping')).toEqual({
      status: 'ok',
      version: '0.0.0',
      mode: 'local',
      analysis: 'local',
      time: '2026-01-05T12:00:00.000Z',
    })
    expect(await learner({ ANTHROPIC_API_KEY: 'sk-ant-x', LOOP_HOSTED: '1' }).call('loop_ping')).toMatchObject({
      mode: 'hosted',
      analysis: 'model',
    })
    expect(await learner({ ANTHROPIC_API_KEY: 'sk-ant-x', LOOP_ANALYSIS: 'local' }).call('loop_ping')).toMatchObject({ analysis: 'local' })
  })

  it('says that a model may be asked with a key of their own, until that is rejected', async () => {
    const me = learner({ LOOP_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') })
    await me.learning((own) => setOwnKey(own, 'sk-ant-of-the-person'))
    expect(await me.call('loop_ping')).toMatchObject({ analysis: 'model' })
    await me.learning(({ db, learner: id }) => changeLearner(db, id, { key_status: 'rejected' }))
    expect(await me.call('loop_ping')).toMatchObject({ analysis: 'local' })
  })
})
