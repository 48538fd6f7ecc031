import { expect, it } from 'vitest'
import { annasAgent, bertsAgent } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('complete_task', (queue) => {
  it('ships the task, keeps the summary as a comment and says what is left of the loop', async () => {
    const { call, loop, task, claim } = queue()
    const loop_id = await loop('First')
    const [task_id] = [await task('A', { loop_id }), await task('B', { loop_id })]
    const lease_token = await claim(task_id)
    const answer = await call('complete_task', { task_id, lease_token, summary: 'All done.' })
    expect(answer).toMatchObject({
      task: { status: 'shipped', shipped_by: 'implementer-local', comments: 1 },
      loop: { id: loop_id, ready: 1, unfinished: 1 },
      unblocked: [],
    })
    expect(answer.task.lease).toBeUndefined()
    const { comments } = await call('get_task', { task_id })
    expect(comments).toMatchObject([{ body: 'All done.', author: 'implementer-local' }])
  })

  it('names what became ready by it', async () => {
    const { call, task, claim } = queue()
    const task_id = await task('A')
    const waiting = await task('B', { depends_on: [task_id] })
    const { unblocked } = await call('complete_task', { task_id, lease_token: await claim(task_id) })
    expect(unblocked).toMatchObject([{ id: waiting, open_blockers: 0 }])
  })

  it('repeated with the same token gives the same answer and does nothing', async () => {
    const { call, task, claim, eventTypes } = queue()
    const task_id = await task('A')
    const done = { task_id, lease_token: await claim(task_id), summary: 'Done.' }
    const { task: first } = await call('complete_task', done)
    const before = await eventTypes()
    const again = await call('complete_task', done)
    expect(again).toMatchObject({ replayed: true, task: { id: task_id, status: 'shipped', version: first.version } })
    expect(await eventTypes()).toEqual(before)
    expect((await call('get_task', { task_id })).comments).toHaveLength(1)
  })

  it('is not repeated by another, nor with the token of an earlier lease', async () => {
    const { call, task, claim, refusal } = queue()
    const task_id = await task('A')
    const first = await claim(task_id, {}, { as: annasAgent })
    await call('release_task', { task_id, lease_token: first }, { as: annasAgent })
    const second = await claim(task_id, {}, { as: annasAgent })
    await call('complete_task', { task_id, lease_token: second }, { as: annasAgent })
    expect(await refusal('complete_task', { task_id, lease_token: first }, { as: annasAgent })).toMatchObject({ code: 'lease_lost' })
    expect(await refusal('complete_task', { task_id, lease_token: second }, { as: bertsAgent })).toMatchObject({ kind: 'conflict' })
  })

  it('after the task was opened again, the old token is lost', async () => {
    const { call, task, claim, refusal } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id)
    await call('complete_task', { task_id, lease_token })
    await call('update_task', { task_id, status: 'approved' })
    expect(await refusal('complete_task', { task_id, lease_token })).toMatchObject({ code: 'lease_lost' })
  })
})
