import { expect, it } from 'vitest'
import { anna, annasAgent, bert, bertsAgent, conductor } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('delete_comment', (queue) => {
  it('is for a person and for the author', async () => {
    const { call, task, refusal } = queue()
    const task_id = await task('A')
    const add = async () => (await call('add_comment', { task_id, body: 'x' }, { as: annasAgent })).comment.id
    const comment_id = await add()
    for (const as of [bertsAgent, conductor])
      expect(await refusal('delete_comment', { comment_id }, { as })).toMatchObject({ code: 'not_for_agents' })
    expect(await call('delete_comment', { comment_id }, { as: annasAgent })).toEqual({ deleted: true, comment_id })
    await call('delete_comment', { comment_id: await add() }, { as: bert })
    expect(await call('get_task', { task_id })).toMatchObject({ task: { comments: 0 }, comments: [] })
    expect(await refusal('delete_comment', { comment_id })).toMatchObject({ code: 'not_found' })
  })

  it('finds nothing in private loops of others', async () => {
    const { call, loop, refusal } = queue()
    const { comment } = await call('add_comment', { loop_id: await loop('Mine', { visibility: 'private' }), body: 'x' })
    for (const as of [anna, bert])
      expect(await refusal('delete_comment', { comment_id: comment.id }, { as })).toMatchObject({ code: 'not_found' })
  })
})
