import { defineModule, operation } from 'loop-core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { describeLearning } from '../fixtures/learning.ts'

const ask = operation({
  name: 'ask_learn',
  title: 'Ask',
  summary: 'What is known of an agent.',
  kind: 'read',
  roles: ['user', 'agent'],
  input: z.object({ actor: z.string().max(60) }),
  output: z.object({ facts: z.array(z.any()) }),
  run: async (subject, { evidence }) => ({ facts: await evidence(subject) }),
})
const asker = defineModule({ name: 'asker', title: 'Asker', operations: [ask] })

describeLearning(
  'what loop-learn knows of an agent',
  (learner) => {
    it('is how well it knows itself, and what keeps coming back, to its own member alone', async () => {
      const me = learner()
      for (const days of [-3, -2, -1]) await me.observe('struggle', 'The promise never settles', { days, topic: 'async', about: 'agent-1' })
      for (let count = 0; count < 10; count++) {
        const { forecast } = await me.call('record_forecast', { claim: `Number ${count}`, probability: 0.9, about: 'agent-1' })
        await me.call('settle_forecast', { forecast_id: forecast.id, outcome: count < 5 ? 'true' : 'false' })
      }
      const { facts } = await me.call('ask_learn', { actor: 'agent-1' })
      expect(facts).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'learn.calibration', value: 0.4, details: { n: 10, gap: 0.4, brier: 0.41 } }),
          expect.objectContaining({ name: 'learn.blind_spots', value: 'recurring_struggle', subject: 'agent-1' }),
          expect.objectContaining({ name: 'learn.blind_spots', value: 'overconfidence' }),
        ]),
      )
      expect(JSON.stringify(facts)).not.toContain('promise')
      expect((await me.call('ask_learn', { actor: 'agent-2' })).facts).toEqual([])
      expect((await learner().call('ask_learn', { actor: 'agent-1' })).facts).toEqual([])
    })
  },
  [asker],
)
