import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('release_task', (queue) => {
  it('gives the task back as it was, without counting a failure', async () => {
    const { call, task, claim } = queue()
    const task_id = await task('A')
    const answer = await call('release_task', { task_id, lease_token: await claim(task_id), reason: 'Not today.' })
    expect(answer).toMatchObject({ task: { status: 'approved', failures: 0, comments: 1 }, attempts_left: 3, dead: false })
    expect([answer.not_before, answer.task.lease]).toEqual([undefined, undefined])
    expect(await claim(task_id)).toMatch(/^lq1\.2\./)
  })

  it('lets a failed task rest for 0, 60, 300 and 900 seconds', async () => {
    const { call, task, claim, pass, tables } = queue()
    await call('create_loop', { name: 'Makes the workspace' })
    await tables((db) => db.updateTable('queue_workspaces').set({ max_attempts: 6 }).execute())
    const task_id = await task('A')
    for (const [failures, seconds] of [0, 60, 300, 900, 900].entries()) {
      const {
        not_before,
        attempts_left,
        task: row,
      } = await call('release_task', {
        task_id,
        lease_token: await claim(task_id),
        outcome: 'failed',
        reason: 'It broke.',
      })
      const now = Date.parse(row.updated_at)
      expect([not_before && Date.parse(not_before) - now, attempts_left, row.failures]).toEqual([
        seconds === 0 ? undefined : seconds * 1_000,
        5 - failures,
        failures + 1,
      ])
      pass(seconds * 1_000)
    }
  })

  it('needs a reason where it failed', async () => {
    const { task, claim, refusal } = queue()
    const task_id = await task('A')
    expect(await refusal('release_task', { task_id, lease_token: await claim(task_id), outcome: 'failed' })).toMatchObject({
      kind: 'invalid_input',
    })
  })

  it('sets a task aside after too many failures: on hold, not offered, until it is approved again', async () => {
    const { call, loop, task, claim, pass, refusal, eventTypes } = queue()
    const task_id = await task('A', { loop_id: await loop('First') })
    for (const reason of ['One.', 'Two.', 'Three.']) {
      await call('release_task', { task_id, lease_token: await claim(task_id), outcome: 'failed', reason })
      pass(900_000)
    }
    expect(await call('get_task', { task_id })).toMatchObject({
      task: { status: 'on_hold', dead: true, failures: 3, dead_reason: 'Three.' },
    })
    expect(await eventTypes()).toContain('task.dead')
    expect(await call('get_next_work')).toMatchObject({ tasks: [], reason: 'none_approved' })
    expect(await refusal('claim_task', { task_id })).toMatchObject({ code: 'dead', details: { failures: 3 } })
    expect(await call('list_tasks', { view: 'dead' })).toMatchObject({ total: 1 })
    const { task: revived } = await call('update_task', { task_id, status: 'approved' })
    expect(revived).toMatchObject({ status: 'approved', failures: 0 })
    expect([revived.dead, revived.dead_at, revived.dead_reason, revived.not_before]).toEqual([undefined, undefined, undefined, undefined])
    await claim(task_id)
  })

  it('three leases that ran out set it aside as well', async () => {
    const { call, loop, task, claim, pass, refusal, events } = queue()
    const task_id = await task('A', { loop_id: await loop('First') })
    for (let failures = 0; failures < 3; failures += 1) {
      pass(900_000)
      await claim(task_id, { lease_seconds: 5 })
    }
    pass(5_000)
    const seen = await call('get_task', { task_id })
    expect(seen).toMatchObject({ task: { status: 'on_hold', dead: true, failures: 3, dead_reason: 'lease ran out 3 times' } })
    expect(await call('list_tasks', { view: 'dead' })).toMatchObject({ tasks: [{ id: task_id }] })
    expect(await call('get_next_work')).toMatchObject({ tasks: [] })
    expect(await refusal('claim_task', { task_id })).toMatchObject({ code: 'dead' })
    await call('claim_next_work')
    const lost = (await events()).filter(({ type }) => type === 'task.lease_lost')
    expect(lost.map(({ after }) => [after!.cause, after!.generation])).toEqual([
      ['expired', 1],
      ['expired', 2],
      ['expired', 3],
    ])
    expect((await events()).filter(({ type }) => type === 'task.dead')).toMatchObject([{ entity: task_id, after: { failures: 3 } }])
    expect(await call('update_task', { task_id, status: 'approved' })).toMatchObject({ task: { failures: 0, status: 'approved' } })
  })
})
