import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { teller } from '../fixtures/teller.ts'
import { told } from '../fixtures/told.ts'

describeLearning(
  'what loop-queue says',
  (learner) => {
    const task = (entity: string, after: object = {}, more: object = {}) => ({
      entity,
      after: { title: 'Write the report', ...after },
      ...more,
    })

    it('confirms what was shipped for whoever had taken it, and refutes what was sent back', async () => {
      const { tell, deliver, observations, agent } = await told(learner())
      await tell('task.claimed', task('t-1', { holder: agent }))
      const shipped = await tell('task.shipped', task('t-1', { status: 'shipped' }, { before: { status: 'in_progress' } }), 'reviewer')
      await deliver(shipped)
      const done = { kind: 'completion', content: 'Write the report', about: agent, ref: 'task:t-1', source_ref: shipped.id }
      expect(await observations()).toMatchObject([{ ...done, outcome: 'confirmed' }])
      await deliver(await tell('task.sent_back', task('t-1', { from: 'shipped', status: 'open' }), 'reviewer'), shipped)
      expect(await observations()).toMatchObject([{ ...done, outcome: 'refuted' }])
      expect(await observations()).toHaveLength(1)
    })

    it('is a struggle where a claim ran out or a task was set aside, of whoever held it', async () => {
      const { tell, deliver, observations, agent } = await told(learner())
      await tell('task.claimed', task('t-2', { holder: agent }))
      await deliver(
        await tell('task.lease_lost', task('t-2', { cause: 'expired', holder: agent }), 'reviewer'),
        await tell('task.lease_lost', task('t-2', { cause: 'override', holder: agent }), 'reviewer'),
        await tell('task.dead', task('t-2', { failures: 3, reason: 'It does not build' }, { by: 'system:sweep' })),
      )
      expect(await observations()).toMatchObject([
        { kind: 'struggle', topic: 'lost-claim', content: 'Write the report', about: agent },
        { kind: 'struggle', topic: 'poison-task', content: 'Write the report: It does not build', about: agent },
      ])
    })

    it('is an avoidance where a task is held the second time, or due later the third time', async () => {
      const { tell, deliver, observations } = await told(learner())
      for (const entity of ['t-3', 't-4', 't-3', 't-3']) await deliver(await tell('task.held', task(entity), 'person'))
      expect(await observations()).toMatchObject([{ kind: 'avoidance', content: 'Write the report', about: 'self', ref: 'task:t-3' }])
      const moved = (before: string | null, due_date: string) => task('t-5', { due_date }, { before: { due_date: before } })
      const dates = [null, '2026-01-10', '2026-01-12', '2026-01-11', '2026-01-13', '2026-01-14', '2026-01-15']
      for (const [index, date] of dates.slice(1).entries()) await deliver(await tell('task.edited', moved(dates[index]!, date!), 'person'))
      expect((await observations()).map(({ ref }) => ref)).toEqual(['task:t-3', 'task:t-5'])
    })
  },
  [teller],
)
