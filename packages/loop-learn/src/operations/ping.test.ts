import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'

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
})
