import { expect, it } from 'vitest'
import { anna, annasAgent, bertsAgent, conductor } from '../fixtures/actors.ts'
import { describeQueue, type TestQueue } from '../fixtures/queue.ts'
import { type TaskStatus, taskStatuses } from '../words.ts'

/** A task of a status; one in progress is held by Anna's agent, the way that has no token. */
async function taskOf({ call, task }: TestQueue, status: TaskStatus): Promise<string> {
  const id = await task(`Is ${status}`)
  if (status !== 'approved') await call('update_task', { task_id: id, status }, { as: status === 'in_progress' ? annasAgent : conductor })
  return id
}

/** What an agent may do without being allowed to approve; it holds what is in progress. */
const movesOfAgents = ['approved → in_progress', 'in_progress → approved', 'in_progress → shipped', 'in_progress → on_hold']

describeQueue('who may move a task where', (queue) => {
  it.each([
    ['a person', anna],
    ['an orchestrator', conductor],
  ])('%s moves it from anywhere to anywhere', async (_, as) => {
    for (const from of taskStatuses)
      for (const to of taskStatuses.filter((status) => status !== from)) {
        const task_id = await taskOf(queue(), from)
        const { task, changed } = await queue().call('update_task', { task_id, status: to }, { as })
        expect([from, to, task.status, changed]).toEqual([from, to, to, ['status']])
      }
  })

  it('an agent begins what is ready and ends what it holds, and nothing else', async () => {
    const { call } = queue()
    for (const from of taskStatuses)
      for (const to of taskStatuses.filter((status) => status !== from)) {
        const task_id = await taskOf(queue(), from)
        const moved = call('update_task', { task_id, status: to }, { as: annasAgent }).then(
          ({ task }) => task.status,
          ({ code }) => code,
        )
        const move = `${from} → ${to}`
        expect([move, await moved]).toEqual([move, movesOfAgents.includes(move) ? to : 'not_for_agents'])
      }
  })

  it('an agent moves nothing that another holds', async () => {
    const { refusal } = queue()
    const task_id = await taskOf(queue(), 'in_progress')
    for (const status of taskStatuses.filter((each) => each !== 'in_progress'))
      expect(await refusal('update_task', { task_id, status }, { as: bertsAgent })).toMatchObject({
        code: 'lease_held',
        details: { holder: 'annas-agent' },
      })
    expect(await refusal('update_task', { task_id, status: 'in_progress' }, { as: bertsAgent })).toMatchObject({ code: 'already_claimed' })
  })

  it('an agent approves open tasks where the workspace says so, and only those', async () => {
    const { call, refusal, tables } = queue()
    const [open, rejected] = [await taskOf(queue(), 'open'), await taskOf(queue(), 'rejected')]
    expect(await refusal('update_task', { task_id: open, status: 'approved' }, { as: annasAgent })).toMatchObject({
      kind: 'forbidden',
      code: 'not_for_agents',
      hints: [expect.stringContaining('add_comment')],
    })
    await tables((db) => db.updateTable('queue_workspaces').set({ agents_may_approve: 1 }).execute())
    expect(await call('update_task', { task_id: open, status: 'approved' }, { as: annasAgent })).toMatchObject({ changed: ['status'] })
    expect(await refusal('update_task', { task_id: rejected, status: 'approved' }, { as: annasAgent })).toMatchObject({
      code: 'not_for_agents',
    })
  })

  it('an agent begins nothing that is blocked, resting or in a loop on hold; a person does, and is warned', async () => {
    const { call, loop, task, claim, pass, refusal, tables } = queue()
    const begin = { status: 'in_progress' }
    const blocker = await task('Blocker')
    const blocked = await task('Blocked', { depends_on: [blocker] })
    expect(await refusal('update_task', { task_id: blocked, ...begin }, { as: annasAgent })).toMatchObject({
      code: 'blocked',
      details: { waits_for: [blocker] },
    })
    const { warnings } = await call('update_task', { task_id: blocked, ...begin })
    expect(warnings).toEqual(['The task still waits for 1 other.'])
    const resting = await task('Resting')
    for (const reason of ['once', 'twice'])
      await call('release_task', { task_id: resting, lease_token: await claim(resting), outcome: 'failed', reason })
    expect(await refusal('update_task', { task_id: resting, ...begin }, { as: annasAgent })).toMatchObject({ code: 'waiting' })
    pass(60_000)
    await call('update_task', { task_id: resting, ...begin }, { as: annasAgent })
    const held = await task('Held', { loop_id: await loop('On hold') })
    await tables((db) => db.updateTable('queue_loops').set({ status: 'on_hold' }).execute())
    expect(await refusal('update_task', { task_id: held, ...begin }, { as: annasAgent })).toMatchObject({ code: 'loop_not_active' })
    await call('update_task', { task_id: held, ...begin })
  })

  it('asking for the status that a task has changes nothing', async () => {
    const { call, eventTypes } = queue()
    const task_id = await taskOf(queue(), 'on_hold')
    const before = await eventTypes()
    const { changed, task } = await call('update_task', { task_id, status: 'on_hold' })
    expect([changed, task.version]).toEqual([[], 2])
    expect(await eventTypes()).toEqual(before)
  })

  it('leaving shipped is announced as sent back, and so is what is taken from its holder', async () => {
    const { call, eventTypes } = queue()
    const [shipped, held] = [await taskOf(queue(), 'shipped'), await taskOf(queue(), 'in_progress')]
    await call('update_task', { task_id: shipped, status: 'open' }, { as: conductor })
    await call('update_task', { task_id: held, status: 'approved' }, { as: conductor })
    expect((await eventTypes()).filter((type) => ['task.sent_back', 'task.lease_lost'].includes(type))).toEqual([
      'task.sent_back',
      'task.lease_lost',
      'task.sent_back',
    ])
  })

  it('a task that is given back by its holder is not sent back', async () => {
    const { call, eventTypes } = queue()
    const task_id = await taskOf(queue(), 'in_progress')
    await call('update_task', { task_id, status: 'approved' }, { as: annasAgent })
    expect(await eventTypes()).toContain('task.released')
    expect(await eventTypes()).not.toContain('task.sent_back')
  })

  it('settling says by whom and when, and leaving it takes that back', async () => {
    const { call } = queue()
    const task_id = await taskOf(queue(), 'shipped')
    const { task } = await call('get_task', { task_id })
    expect(task).toMatchObject({ shipped_by: 'conductor', shipped_at: '2026-01-05T12:00:00.000Z' })
    const { task: open } = await call('update_task', { task_id, status: 'open' })
    expect([open.shipped_by, open.shipped_at, open.lease]).toEqual([undefined, undefined, undefined])
  })
})
