import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { teller } from '../fixtures/teller.ts'
import { told } from '../fixtures/told.ts'

describeLearning(
  'what loop-gate says',
  (learner) => {
    it('is a struggle where a stop was denied, a completion where it was complete, and how sure the agent was', async () => {
      const { tell, deliver, observations, forecasts, agent } = await told(learner())
      const denied = await tell('stop.denied', {
        entity: 'dc_1',
        after: { issues: ['no_verification', 'work_remaining'], confidence: 0.9 },
      })
      const approved = await tell('stop.approved', { entity: 'dc_2', after: { outcome: 'complete', confidence: 0.8 } })
      const waiting = await tell('stop.approved', { entity: 'dc_3', after: { outcome: 'needs_user', confidence: 0.8 } })
      await deliver(denied, approved, waiting, denied)
      const common = { topic: 'stopped-early', about: agent }
      expect(await observations()).toMatchObject([
        { ...common, kind: 'struggle', content: 'no_verification, work_remaining', ref: 'stop:dc_1' },
        { ...common, kind: 'completion', outcome: null, ref: 'stop:dc_2' },
      ])
      expect(await forecasts()).toMatchObject([
        { claim: 'this is done', probability: 0.9, outcome: 'false', about: agent },
        { probability: 0.8, outcome: 'true' },
      ])
    })

    it('is a struggle with what stands in the way, cleaned, where a gap was filed', async () => {
      const { tell, deliver, observations } = await told(learner())
      const gap = { criteria: ['test'], tried: 'Twice.', needs: 'credentials' }
      await deliver(
        await tell('gap.filed', { entity: 'dc_4', after: { ...gap, blocker: 'No access <private>to Bert</private>' } }, 'person'),
        await tell('gap.filed', { entity: 'dc_5', after: { ...gap, blocker: '<private>Bert' } }, 'person'),
      )
      expect(await observations()).toMatchObject([{ kind: 'struggle', content: 'No access', topic: 'blocked', about: 'self' }])
      expect(await observations()).toHaveLength(1)
    })

    it('is nothing where the system did it', async () => {
      const { tell, deliver, observations } = await told(learner())
      await deliver(await tell('stop.denied', { entity: 'dc_6', after: { issues: ['no_call'] }, by: 'system:sweep' }))
      expect(await observations()).toEqual([])
    })
  },
  [teller],
)
