import { expect, it } from 'vitest'
import { describeQueue, type TestQueue } from '../fixtures/queue.ts'
import { insertEdges, recount } from '../storage/dependencies.ts'
import { insertTasks, loadTasks } from '../storage/tasks.ts'

const many = 70

/** A task of a loop that many others of it wait for. */
async function hub({ loop, task, tables }: TestQueue): Promise<{ id: string; waiting: string[] }> {
  const loop_id = await loop('Work', { visibility: 'private' })
  const [id, first] = [await task('Hub', { loop_id }), await task('Waiting', { loop_id })]
  const waiting = [first, ...Array.from({ length: many - 1 }, (_, index) => `02${String(index).padStart(24, '0')}`)]
  await tables(async (db) => {
    const [row] = await loadTasks(db, [first])
    const { workspace_id, created_at } = row!
    await insertTasks(
      db,
      waiting.slice(1).map((other) => ({ ...row!, id: other })),
    )
    const edge = { workspace_id, created_at, depends_on_id: id, kind: 'blocks', origin: 'own', resolved_at: null } as const
    await insertEdges(
      db,
      waiting.map((task_id) => ({ ...edge, task_id })),
    )
    await recount(db, waiting)
  })
  return { id, waiting }
}

const first = (ids: readonly string[], count: number) => ids.slice(0, count).map((id) => ({ id }))

describeQueue('a task that many others wait for', (queue) => {
  it('names the first that it frees, says how many they are, and announces each', async () => {
    const { call, events } = queue()
    const { id, waiting } = await hub(queue())
    const { unblocked, unblocked_count } = await call('update_task', { task_id: id, status: 'shipped' })
    expect(unblocked).toMatchObject(first(waiting, 20))
    expect([unblocked.length, unblocked_count]).toEqual([20, many])
    const told = (await events()).filter(({ type }) => type === 'task.unblocked')
    expect(told.map(({ entity }) => entity)).toEqual(waiting)
    expect(told.every(({ audience }) => audience?.length === 1)).toBe(true)
  })

  it('does so when it is completed or deleted', async () => {
    const { call, claim } = queue()
    const { id } = await hub(queue())
    const lease_token = await claim(id)
    expect(await call('complete_task', { task_id: id, lease_token })).toMatchObject({ unblocked_count: many })
    await call('update_task', { task_id: id, status: 'approved' })
    expect(await call('delete_task', { task_id: id })).toMatchObject({ unblocked: { length: 20 }, unblocked_count: many })
  })

  it('is shown with the first of them and the number of the others', async () => {
    const { call } = queue()
    const { id, waiting } = await hub(queue())
    const { task } = await call('get_task', { task_id: id })
    expect(task.blocks).toMatchObject(first([...waiting].sort(), 50))
    expect([task.blocks.length, task.left_out]).toEqual([50, { depends_on: 0, blocks: many - 50 }])
    expect((await call('get_task', { task_id: waiting[0]! })).task).not.toHaveProperty('left_out')
  })
})
