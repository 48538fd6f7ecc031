import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { addSpot } from '../fixtures/spots.ts'
import { day } from '../words.ts'

describeLearning('loop_reflect', (learner) => {
  it('22. answers an empty history with too_early and a question', async () => {
    expect(await learner().call('loop_reflect')).toEqual({
      reflection: {
        summary:
          'In 4 weeks: 0 sessions, 0 completions, 0 struggles. It is too early to see a direction: that takes three weeks with at least five completions, struggles or avoidances each.',
        direction: 'too_early',
        mode: 'survival',
        arcs: [],
        blind_spots: [],
        question: 'What would you like to be able to do in four weeks that you cannot do today?',
      },
      analysis: { used: 'local', skipped: 'off' },
    })
  })

  it('asks about what stalled first, then about a blind spot, then what fits the mode', async () => {
    const me = learner()
    const { call, observe } = me
    const question = async (input = {}) => (await call('loop_reflect', input)).reflection.question
    await observe('completion', 'Played a prelude', { domain: 'piano' })
    expect(await question({ question: 'How am I doing?' })).toContain('lighter')
    await addSpot(me, { label: 'deadlines', severity: 'low' })
    await addSpot(me, { label: 'estimates', severity: 'high' })
    await addSpot(me, { label: 'gone', severity: 'high', state: 'dismissed' })
    expect(await question()).toContain('“estimates”')
    for (const days of [-20, -15]) await observe('struggle', 'No time', { days, domain: 'coding', topic: 'report' })
    expect(await question()).toContain('“report”')
    expect(await question({ domain: 'Piano' })).toContain('lighter')
  })

  it('has the direction of six weeks also where fewer are asked for', async () => {
    const { call, observe, pass } = learner({ LOOP_HOSTED: '1' })
    for (const completions of [4, 3, 2]) {
      for (let count = 0; count < 5; count++) await observe(count < completions ? 'completion' : 'avoidance', `Number ${count}`)
      pass(7 * day)
    }
    const { reflection } = await call('loop_reflect', { weeks: 2 })
    expect(reflection).toMatchObject({ direction: 'falling', summary: expect.stringMatching(/^In 2 weeks: 1 session, 2 completions/) })
  })
})
