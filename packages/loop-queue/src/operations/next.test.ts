import { expect, it } from 'vitest'
import { annasAgent, bert } from '../fixtures/actors.ts'
import { describeQueue } from '../fixtures/queue.ts'

describeQueue('get_next_work', (queue) => {
  it('gives the first loop with ready work, its first task and why', async () => {
    const { call, loop, task, pass } = queue()
    const empty = await loop('Empty')
    pass(1_000)
    const loop_id = await loop('Second', { ai_context: 'Write tests.' })
    await task('Low', { loop_id, priority: 'low' })
    const high = await task('High', { loop_id, priority: 'high', body: 'x'.repeat(8_001) })
    const answer = await call('get_next_work')
    expect(answer).toMatchObject({
      loop: { id: loop_id, position: 2, ready: 2, ai_context: 'Write tests.' },
      task: { id: high, body_cut: true },
      tasks: [{ title: 'High' }, { title: 'Low' }],
      more: 0,
      skipped: [{ loop_id: empty, name: 'Empty', reason: 'none_approved', count: 0 }],
    })
    expect(answer.task.body).toHaveLength(8_000)
    expect(answer.why).toEqual([
      'Loop "Second" is number 2 in the queue (priority 1); the one before it has nothing ready.',
      'The task is its first ready one: priority high, no due date, then the oldest.',
    ])
  })

  it('changes nothing: twice the same answer, no event, no row', async () => {
    const { call, loop, task, claim, pass, tables, events } = queue()
    const loop_id = await loop('First')
    await task('A', { loop_id })
    await claim(await task('B', { loop_id }), { lease_seconds: 5 })
    pass(5_000)
    const state = async () => [
      await events(),
      await tables((db) => db.selectFrom('queue_tasks').selectAll().orderBy('id').execute()),
      await tables((db) => db.selectFrom('queue_workspaces').selectAll().execute()),
    ]
    const before = await state()
    expect(await call('get_next_work')).toEqual(await call('get_next_work'))
    expect(await state()).toEqual(before)
  })

  it('does not even make a workspace', async () => {
    const { call, tables } = queue()
    expect(await call('get_next_work')).toMatchObject({ reason: 'no_active_loops', tasks: [], why: [], skipped: [] })
    expect(await tables((db) => db.selectFrom('queue_workspaces').selectAll().execute())).toEqual([])
  })

  it('offers a task whose lease is over at once', async () => {
    const { call, loop, task, claim, pass } = queue()
    const task_id = await task('A', { loop_id: await loop('First') })
    await claim(task_id, { lease_seconds: 5 })
    expect(await call('get_next_work')).toMatchObject({ reason: 'claimed' })
    pass(4_999)
    expect(await call('get_next_work')).toMatchObject({ reason: 'claimed' })
    pass(1)
    expect(await call('get_next_work')).toMatchObject({ task: { id: task_id, status: 'approved', failures: 1 }, loop: { ready: 1 } })
  })

  it('says the first reason that applies over all loops when there is nothing', async () => {
    const { call, loop, task, claim, pass, tables } = queue()
    const reason = async () => (await call('get_next_work')).reason
    const loop_id = await loop('First')
    expect(await reason()).toBe('none_approved')
    const blocker = await task('Without a loop')
    await task('Blocked', { loop_id, depends_on: [blocker] })
    expect(await reason()).toBe('blocked')
    const resting = await task('Resting', { loop_id: await loop('Second') })
    for (const why of ['once', 'twice'])
      await call('release_task', { task_id: resting, lease_token: await claim(resting), outcome: 'failed', reason: why })
    expect(await reason()).toBe('waiting')
    await claim(await task('Claimed', { loop_id }))
    expect(await reason()).toBe('claimed')
    pass(60_000)
    expect(await reason()).toBeUndefined()
    await tables((db) => db.updateTable('queue_loops').set({ status: 'on_hold' }).execute())
    expect(await reason()).toBe('no_active_loops')
  })

  it('passes over the top loop when its tasks are only open', async () => {
    const { call, loop, task } = queue()
    const top = await loop('Top', { priority: 0 })
    await call('create_task', { title: 'Open', loop_id: top })
    const second = await loop('Second')
    await task('Ready', { loop_id: second })
    expect(await call('get_next_work')).toMatchObject({
      loop: { id: second },
      skipped: [{ loop_id: top, reason: 'none_approved', count: 1 }],
    })
  })

  it('never offers what has no loop, but counts it', async () => {
    const { call, task } = queue()
    await task('A')
    expect(await call('get_next_work')).toMatchObject({ tasks: [], unassigned_ready: 1 })
  })

  it('shows ten tasks and says how many more there are', async () => {
    const { call, loop, task } = queue()
    const loop_id = await loop('First')
    for (let n = 0; n < 12; n += 1) await task(`Task ${n}`, { loop_id })
    const { tasks, more } = await call('get_next_work')
    expect([tasks.length, more]).toEqual([10, 2])
  })

  it('names five of the loops that it passed over', async () => {
    const { call, loop } = queue()
    for (let n = 0; n < 7; n += 1) await loop(`Loop ${n}`)
    expect((await call('get_next_work')).skipped).toHaveLength(5)
  })

  it('says what the caller holds, and their agents', async () => {
    const { call, task, claim, pass } = queue()
    const [mine, ended] = [await task('A'), await task('B')]
    await claim(mine, {}, { as: annasAgent })
    await claim(ended, { lease_seconds: 5 }, { as: annasAgent })
    pass(5_000)
    expect((await call('get_next_work', {}, { as: annasAgent })).you_hold).toEqual([
      { task_id: mine, expires_at: '2026-01-05T12:30:00.000Z' },
    ])
    expect((await call('get_next_work', {}, { as: bert })).you_hold).toEqual([])
  })

  it('passes over private loops of others without a word', async () => {
    const { call, loop, task } = queue()
    await task('Secret', { loop_id: await loop('Mine', { visibility: 'private' }) })
    const answer = await call('get_next_work', {}, { as: bert })
    expect(answer).toMatchObject({ tasks: [], skipped: [], reason: 'no_active_loops' })
    expect(await call('get_next_work')).toMatchObject({ loop: { name: 'Mine' } })
  })

  it('says of a task whose lease ran out what it does now, as claim_next_work does', async () => {
    const { call, loop, task, claim, pass } = queue()
    const loop_id = await loop('First')
    const task_id = await task('A', { loop_id })
    const loseLease = async () => {
      await claim(task_id, { lease_seconds: 5 })
      pass(5_000)
    }
    await loseLease()
    await loseLease()
    expect(await call('get_next_work')).toMatchObject({ reason: 'waiting', skipped: [{ loop_id, reason: 'waiting', count: 1 }] })
    expect(await call('claim_next_work')).toMatchObject({ reason: 'waiting' })
    pass(60_000)
    await loseLease()
    expect(await call('get_next_work')).toMatchObject({ reason: 'none_approved' })
    expect(await call('claim_next_work')).toMatchObject({ reason: 'none_approved' })
  })

  it('counts a task in no loop whose lease ran out among those that are ready', async () => {
    const { call, task, claim, pass } = queue()
    await claim(await task('A'), { lease_seconds: 5 })
    expect(await call('get_next_work')).toMatchObject({ unassigned_ready: 0 })
    pass(5_000)
    expect(await call('get_next_work')).toMatchObject({ unassigned_ready: 1 })
  })
})
