import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { day } from '../words.ts'
import { review } from './review.ts'

describeLearning('the job learn.review', (learner) => {
  it('writes what is due for everybody on a hosted server, and nothing on a machine of one person', async () => {
    const people = [learner({ LOOP_HOSTED: '1' }), learner({ LOOP_HOSTED: '1' })] as const
    for (const { call, pass } of people) {
      await call('loop_session_start')
      pass(7 * day)
    }
    const reviews = () =>
      Promise.all(people.map(({ call }) => call('list_weekly_reviews'))).then((all) => all.map((one) => one.weekly_reviews.length))
    const alone = learner()
    alone.pass(7 * day)
    await runAs(alone)
    expect(await reviews()).toEqual([0, 0])
    await runAs(people[0])
    expect(await reviews()).toEqual([1, 1])
  })
})

function runAs({ application, now }: Learner): Promise<void> {
  const { config } = application
  const surroundings = { now, config, newId: () => crypto.randomUUID(), emit() {}, enqueue() {} }
  return application.storage.transaction('local', 'write', (db) => review.run({}, { ...surroundings, db } as never))
}
