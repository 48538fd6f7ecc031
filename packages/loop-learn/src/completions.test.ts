import { expect, it } from 'vitest'
import { describeLearning } from './fixtures/learning.ts'
import { minute } from './words.ts'

describeLearning('completions', (learner) => {
  it('offer domains, topics and sessions that begin so, the newest first, and none of others', async () => {
    const { call, observe, pass } = learner()
    await observe('struggle', 'One', { domain: 'piano', topic: 'left-hand' })
    pass(90 * minute)
    const { session } = await observe('struggle', 'Two', { domain: 'physics', topic: 'limits' })
    const complete = async (argument: string, text: string) => (await call('complete_learn', { argument, text })).values
    expect(await complete('domain', 'P')).toEqual(['physics', 'piano'])
    expect(await complete('domain', 'pi')).toEqual(['piano'])
    expect(await complete('topic', 'l')).toEqual(['limits', 'left-hand'])
    expect((await complete('session_id', ''))[0]).toBe(session.id)
    for (const argument of ['week', 'forecast_id', 'nudge_id', 'theme']) await complete(argument, '%_')
    expect(await learner().call('complete_learn', { argument: 'domain', text: '' })).toEqual({ values: [] })
  })
})
