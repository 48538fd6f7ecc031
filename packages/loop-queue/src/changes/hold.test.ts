import { expect, it } from 'vitest'
import { anna, annasAgent, bert, bertsAgent, conductor, stray } from '../fixtures/actors.ts'
import { describeQueue } from '../fixtures/queue.ts'

describeQueue('a lease stands in the way of all but its holder', (queue) => {
  it('without its token: lease_held, naming the holder and until when', async () => {
    const { task, claim, refusal } = queue()
    const task_id = await task('A')
    await claim(task_id, { worker: 'window 1' }, { as: annasAgent })
    for (const as of [anna, bert, conductor, annasAgent, bertsAgent])
      expect(await refusal('update_task', { task_id, status: 'shipped' }, { as })).toMatchObject({
        kind: 'conflict',
        code: 'lease_held',
        details: { holder: 'annas-agent', worker: 'window 1', until: '2026-01-05T12:30:00.000Z' },
      })
  })

  it('with its token: the holder and the member whose agent holds it move the task', async () => {
    const { call, task, claim } = queue()
    for (const as of [annasAgent, anna]) {
      const task_id = await task('A')
      const lease_token = await claim(task_id, {}, { as: annasAgent })
      expect(await call('update_task', { task_id, status: 'shipped', lease_token }, { as })).toMatchObject({ task: { status: 'shipped' } })
    }
  })

  it('a foreign but valid token: not_lease_holder, in every call that takes one', async () => {
    const { task, claim, refusal } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id, {}, { as: annasAgent })
    const calls = [
      ['heartbeat_task', {}],
      ['complete_task', {}],
      ['release_task', {}],
      ['update_task', { status: 'shipped' }],
      ['update_task', { title: 'B' }],
    ] as const
    for (const [name, more] of calls)
      for (const as of [bertsAgent, bert, stray, conductor])
        expect(await refusal(name, { task_id, lease_token, ...more }, { as })).toMatchObject({
          kind: 'forbidden',
          code: 'not_lease_holder',
        })
  })

  it('a changed or foreign token: bad_token', async () => {
    const { task, claim, refusal } = queue()
    const [task_id, other] = [await task('A'), await task('B')]
    const lease_token = await claim(task_id)
    const changed = `${lease_token.slice(0, -1)}${lease_token.endsWith('A') ? 'B' : 'A'}`
    const tokens = [
      changed,
      await claim(other),
      lease_token.replace('lq1.1.', 'lq1.2.'),
      'lq1.',
      'x',
      `${lease_token} `,
      'lq1.0.x',
      '💥'.repeat(50),
    ]
    for (const token of tokens)
      for (const name of ['heartbeat_task', 'complete_task', 'release_task'])
        expect(await refusal(name, { task_id, lease_token: token })).toMatchObject({ kind: 'invalid_input', code: 'bad_token' })
  })

  it('a person and an orchestrator override it; the worker is told that it is lost', async () => {
    const { call, task, claim, refusal, events } = queue()
    for (const as of [bert, conductor]) {
      const task_id = await task('A')
      const lease_token = await claim(task_id, {}, { as: annasAgent })
      expect(await call('update_task', { task_id, status: 'approved', override: true }, { as })).toMatchObject({ task: { generation: 2 } })
      for (const name of ['complete_task', 'release_task', 'heartbeat_task'])
        expect(await refusal(name, { task_id, lease_token }, { as: annasAgent })).toMatchObject({ code: 'lease_lost' })
      const lost = (await events()).filter(({ type, entity }) => type === 'task.lease_lost' && entity === task_id)
      expect(lost).toMatchObject([{ after: { cause: 'override', holder: 'annas-agent', generation: 1 } }])
    }
  })

  it('an agent overrides nothing', async () => {
    const { task, claim, refusal } = queue()
    const task_id = await task('A')
    await claim(task_id, {}, { as: annasAgent })
    expect(await refusal('update_task', { task_id, status: 'approved', override: true }, { as: bertsAgent })).toMatchObject({
      code: 'not_for_agents',
    })
  })

  it('after its end: lease_expired before anybody writes it down and after, lease_lost after a new claim, which stays', async () => {
    const { call, task, claim, pass, refusal } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id, { lease_seconds: 5 })
    pass(5_000)
    const calls = ['heartbeat_task', 'complete_task', 'release_task']
    for (const name of calls) expect(await refusal(name, { task_id, lease_token })).toMatchObject({ code: 'lease_expired' })
    await call('update_task', { task_id, title: 'Written down' })
    for (const name of calls) expect(await refusal(name, { task_id, lease_token })).toMatchObject({ code: 'lease_expired' })
    const second = await claim(task_id, {}, { as: bertsAgent })
    for (const name of calls)
      expect(await refusal(name, { task_id, lease_token })).toMatchObject({
        code: 'lease_lost',
        details: { holder: 'berts-agent', generation: 2 },
      })
    expect(await call('complete_task', { task_id, lease_token: second }, { as: bertsAgent })).toMatchObject({ task: { status: 'shipped' } })
  })

  it('once it is over it stands in nobody’s way', async () => {
    const { call, task, claim, pass } = queue()
    const task_id = await task('A')
    await claim(task_id, { lease_seconds: 5 }, { as: annasAgent })
    pass(5_000)
    expect(await call('update_task', { task_id, status: 'in_progress' }, { as: bertsAgent })).toMatchObject({
      lease: { holder: 'berts-agent', generation: 2, kind: 'implicit' },
      task: { failures: 1 },
    })
  })
})
