import { expect, it } from 'vitest'
import { bert } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('list_comments', (queue) => {
  it('is newest first, goes on where it stopped, and counts all', async () => {
    const { call, task } = queue()
    const task_id = await task('A')
    for (let n = 0; n < 5; n += 1) await call('add_comment', { task_id, body: `Comment ${n}` })
    const first = await call('list_comments', { task_id, limit: 3 })
    const second = await call('list_comments', { task_id, limit: 3, cursor: first.cursor })
    const bodies = [...first.comments, ...second.comments].map(({ body }: { body: string }) => body)
    expect(bodies).toEqual([4, 3, 2, 1, 0].map((n) => `Comment ${n}`))
    expect([first.total, second.cursor]).toEqual([5, undefined])
  })

  it('is that of a loop as well, and of nothing that the caller may not see', async () => {
    const { call, loop, refusal } = queue()
    const loop_id = await loop('Mine', { visibility: 'private' })
    await call('add_comment', { loop_id, body: 'x' })
    expect(await call('list_comments', { loop_id })).toMatchObject({ total: 1 })
    expect(await refusal('list_comments', { loop_id }, { as: bert })).toMatchObject({ code: 'not_found' })
    expect(await refusal('list_comments', {})).toMatchObject({ kind: 'invalid_input' })
  })

  it('refuses a cursor that no list gave', async () => {
    const { task, refusal } = queue()
    expect(await refusal('list_comments', { task_id: await task('A'), cursor: 'x' })).toMatchObject({ kind: 'invalid_input' })
  })
})
