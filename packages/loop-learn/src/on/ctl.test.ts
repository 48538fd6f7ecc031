import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { teller } from '../fixtures/teller.ts'
import { told } from '../fixtures/told.ts'

describeLearning(
  'what loop-ctl says',
  (learner) => {
    const rejection = { details: { reason: 'The tests are missing.', findings: {} } }

    it('52. a rejection refutes the completion of the implementer and settles its forecast, however often it is delivered', async () => {
      const { tell, deliver, observations, forecasts, agent, call } = await told(learner())
      await tell('story.created', { entity: 'story-1', after: { number: '1.2', title: 'Login form' } }, 'reviewer')
      const requested = await tell('story.review_requested', { entity: 'story-1' })
      await deliver(requested, requested)
      expect(await observations()).toMatchObject([
        { kind: 'completion', content: 'Login form', outcome: null, about: agent, ref: 'story:story-1' },
      ])
      await call('record_forecast', { claim: 'It holds', probability: 0.9, about: agent, refs: [{ type: 'story', id: 'story-1' }] })
      const rejected = await tell('story.rejected', { entity: 'story-1', ...rejection }, 'reviewer')
      await deliver(rejected, rejected)
      expect(await observations()).toMatchObject([
        { kind: 'completion', outcome: 'refuted', source: 'event', source_ref: requested.id },
        { kind: 'struggle', content: 'The tests are missing.', about: agent, source_ref: rejected.id },
      ])
      expect(await forecasts()).toMatchObject([{ claim: 'It holds', outcome: 'false' }])
    })

    it('a verdict that comes before what it is about makes it, and one that another followed changes nothing', async () => {
      const { tell, deliver, observations } = await told(learner())
      const requested = await tell('story.review_requested', { entity: 'story-2' })
      const verified = await tell('story.verified', { entity: 'story-2' }, 'reviewer')
      const rejected = await tell('story.rejected', { entity: 'story-2' }, 'reviewer')
      await deliver(rejected, verified, requested)
      expect(await observations()).toMatchObject([{ kind: 'completion', outcome: 'refuted', source_ref: requested.id }])
      const again = await tell('story.review_requested', { entity: 'story-2' })
      const held = await tell('story.verified', { entity: 'story-2' }, 'reviewer')
      await deliver(again, held)
      expect((await observations()).map(({ outcome }) => outcome)).toEqual(['refuted', 'confirmed'])
    })

    it('belongs to whoever had the story where nobody asked for a review, and to nobody where nobody had it', async () => {
      const { tell, deliver, observations, agent } = await told(learner())
      await deliver(await tell('story.verified', { entity: 'story-3' }, 'reviewer'))
      expect(await observations()).toEqual([])
      await tell('story.status_changed', { entity: 'story-3', after: { assigned_agent_id: agent } })
      await deliver(await tell('story.verified', { entity: 'story-3' }, 'reviewer'))
      expect(await observations()).toMatchObject([{ kind: 'completion', content: 'story story-3', outcome: 'confirmed', about: agent }])
    })
  },
  [teller],
)
