import { expect, it } from 'vitest'
import { annasAgent, bert, bertsAgent } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('get_task', (queue) => {
  it('gives the whole body, the loop and both ends of every edge', async () => {
    const { call, loop, task } = queue()
    const body = '\ud83d\ude80'.repeat(65_536)
    const loop_id = await loop('First')
    const first = await task('First')
    const task_id = await task('A', { body, loop_id, depends_on: [first] })
    const last = await task('Last', { depends_on: [task_id] })
    const answer = await call('get_task', { task_id: task_id.toLowerCase() })
    expect(answer.task.body).toBe(body)
    expect(answer).toMatchObject({
      loop: { id: loop_id, name: 'First', status: 'active' },
      task: { depends_on: [{ id: first, title: 'First' }], blocks: [{ id: last, title: 'Last' }] },
      left_out: { comments: 0 },
    })
  })

  it('shows a lease without its token, and one that ran out no more', async () => {
    const { call, task, claim, pass } = queue()
    const task_id = await task('A')
    const token = await claim(task_id, { lease_seconds: 5 }, { as: annasAgent })
    const held = await call('get_task', { task_id })
    expect(held.task.lease).toMatchObject({ holder: 'annas-agent', generation: 1 })
    expect(JSON.stringify(held)).not.toContain(token)
    pass(5_000)
    const { task: over } = await call('get_task', { task_id })
    expect([over.status, over.failures, over.lease, over.claimed_until]).toEqual(['approved', 1, undefined, undefined])
  })

  it('does not name the end of an edge that the caller may not see', async () => {
    const { call, loop, task, refusal } = queue()
    const secret = await task('Secret plan', { loop_id: await loop('Mine', { visibility: 'private' }) })
    const open = await task('Open', { depends_on: [secret] })
    const { task: seen } = await call('get_task', { task_id: open }, { as: bert })
    expect(seen).toMatchObject({ depends_on: [], hidden: 1 })
    for (const as of [bert, bertsAgent]) expect(await refusal('get_task', { task_id: secret }, { as })).toMatchObject({ code: 'not_found' })
  })
})
