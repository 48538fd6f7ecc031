import { expect, it } from 'vitest'
import { doctorPoints } from '../doctor/points.ts'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { changeLearner } from '../storage/learners.ts'
import { day } from '../words.ts'

describeLearning('check_learning', (learner) => {
  const doctor = async ({ call }: Learner) => {
    const caller = { call: (name: string, input: unknown) => call(name, input) } as never
    return Object.fromEntries(await Promise.all(doctorPoints.map(async ({ name, check }) => [name, await check({}, caller)])))
  }

  it('60. says how things stand behind the notes', async () => {
    const me = learner()
    expect(await me.call('check_learning')).toEqual({
      mode: 'survival',
      mode_source: 'default',
      analysis: 'off',
      key_status: 'none',
      pending_jobs: expect.any(Number),
      last_review: null,
    })
    await me.observe('completion', 'Done')
    me.pass(8 * day)
    await me.observe('completion', 'Done again')
    await me.call('loop_session_end')
    expect(await doctor(me)).toMatchObject({
      mode: { fine: 'survival (default)' },
      analysis: { fine: expect.stringContaining('no key') },
      'model key': { fine: 'none of your own' },
      jobs: { fine: expect.stringMatching(/wait/) },
      review: { fine: '2026-W02' },
    })
  })

  it('60. says what to do about a key that was rejected', async () => {
    const me = learner({ LOOP_ENCRYPTION_KEY: Buffer.alloc(32, 3).toString('base64') })
    await me.call('update_profile', { anthropic_api_key: `sk-ant-${'a'.repeat(40)}` })
    await me.learning(({ db, learner: id }) => changeLearner(db, id, { key_status: 'rejected' }))
    expect((await doctor(me))['model key']).toContain('Set another')
    expect((await doctor(me)).analysis).toEqual({ fine: 'by rules alone' })
  })
})
