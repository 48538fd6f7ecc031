import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'
import { shipQuietly } from '../../fixtures/shipped.ts'

describeQueue('a shipped loop', (queue) => {
  it('is neither closed, reopened, prioritised nor reordered', async () => {
    const { loop, refusal } = queue()
    const loop_id = await loop('A')
    await shipQuietly(queue(), loop_id)
    for (const name of ['close_loop', 'reopen_loop'])
      expect(await refusal(name, { loop_id })).toMatchObject({ kind: 'conflict', code: 'loop_shipped' })
    expect(await refusal('set_loop_priority', { loop_id, priority: 0 })).toMatchObject({ code: 'loop_shipped' })
    expect(await refusal('reorder_loops', { loop_ids: [loop_id] })).toMatchObject({ code: 'loop_shipped' })
  })

  it('stands behind all others in list_loops, the newest first, one behind the other', async () => {
    const { call, loop } = queue()
    const [old, young] = [await loop('Old'), await loop('Young')]
    await loop('Active')
    await shipQuietly(queue(), old, '2026-01-05T10:00:00.000Z')
    await shipQuietly(queue(), young, '2026-01-05T11:00:00.000Z')
    const names = (page: { loops: { name: string }[] }) => page.loops.map(({ name }) => name)
    expect(names(await call('list_loops'))).toEqual(['Active', 'Young', 'Old'])
    const { cursor } = await call('list_loops', { limit: 2 })
    expect(names(await call('list_loops', { limit: 2, cursor }))).toEqual(['Old'])
  })

  it('gives its tasks to a follow-up loop', async () => {
    const { call, loop, task } = queue()
    const loop_id = await loop('A')
    const id = await task('T', { loop_id })
    await shipQuietly(queue(), loop_id)
    const { loop: next } = await call('create_loop_from_tasks', { loop_name: 'B', task_ids: [id] })
    expect(await call('get_next_work')).toMatchObject({ loop: { id: next.id }, task: { id } })
  })
})
