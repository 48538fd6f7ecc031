import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'

describeLearning('set_threshold', (learner) => {
  it('sets the mode with it, and auto takes it back', async () => {
    const { call, events } = learner()
    expect(await call('set_threshold', { threshold: 'generative' })).toEqual({
      threshold: 'generative',
      threshold_source: 'set',
      mode: 'generative',
      mode_source: 'set',
    })
    expect(await call('set_threshold', { threshold: 'auto' })).toEqual({
      threshold: 'survival',
      threshold_source: 'default',
      mode: 'survival',
      mode_source: 'default',
    })
    const changes = (await events()).filter(({ type }) => type === 'learning.mode_changed')
    expect(changes.map(({ after }) => after)).toEqual([
      { from: 'survival', to: 'generative' },
      { from: 'generative', to: 'survival' },
    ])
  })

  it('refuses others by name', async () => {
    const error = await learner().refusal('set_threshold', { threshold: 'expert' })
    expect(error.message).toContain('survival, transitional, generative, auto')
  })
})
