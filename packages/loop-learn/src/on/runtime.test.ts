import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { teller } from '../fixtures/teller.ts'
import { told } from '../fixtures/told.ts'

describeLearning(
  'what loop-runtime says',
  (learner) => {
    it('refutes a final answer that was turned down, confirms a run that completed, and refutes it where somebody else finds otherwise', async () => {
      const { tell, deliver, observations, forecasts, agent } = await told(learner())
      await tell('run.started', { entity: 'run_1' })
      const rejected = await tell('run.final_rejected', { entity: 'run_1', details: { verdicts: { test: 'failed' }, confidence: 0.9 } })
      // A job drives it, which is nobody.
      const finished = await tell('run.finished', {
        ...{ entity: 'run_1', task: 't-1', by: 'system:drive' },
        details: { status: 'completed', confidence: 0.7 },
      })
      await deliver(rejected, finished)
      expect(await observations()).toMatchObject([
        { kind: 'completion', outcome: 'refuted', about: agent, ref: 'run:run_1' },
        { kind: 'completion', outcome: 'confirmed', about: agent, refs: '[{"type":"run","id":"run_1"},{"type":"task","id":"t-1"}]' },
      ])
      await deliver(
        await tell('run.verified', { entity: 'run_1', details: { verified: true } }, 'reviewer'),
        await tell('run.verified', { entity: 'run_1', details: { verified: false } }, 'reviewer'),
      )
      expect((await observations()).map(({ outcome }) => outcome)).toEqual(['refuted', 'refuted'])
      expect(await forecasts()).toMatchObject([
        { probability: 0.9, outcome: 'false' },
        { probability: 0.7, outcome: 'true' },
      ])
    })

    it.each(['abandoned', 'failed', 'budget_exceeded'])('is a struggle where a run ended otherwise: %s', async (status) => {
      const { tell, deliver, observations } = await told(learner())
      await tell('run.started', { entity: `run_${status}` })
      await deliver(await tell('run.finished', { entity: `run_${status}`, details: { status } }))
      expect(await observations()).toMatchObject([{ kind: 'struggle', topic: `run-${status}` }])
    })

    it('is nothing where a person stopped the run', async () => {
      const { tell, deliver, observations } = await told(learner())
      await deliver(await tell('run.finished', { entity: 'run_9', details: { status: 'stopped_by_human' } }))
      expect(await observations()).toEqual([])
    })
  },
  [teller],
)
