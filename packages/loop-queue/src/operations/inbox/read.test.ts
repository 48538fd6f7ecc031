import { expect, it } from 'vitest'
import { anna, bert } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'
import { addNotifications } from '../../storage/notifications.ts'

describeQueue('mark_inbox_read', (queue) => {
  const id = (n: number) => `01KE70EHG0000000000000900${n}`

  async function fill(): Promise<void> {
    await queue().loop('Makes the workspace')
    await queue().tables(async (db) => {
      const { id: workspace_id } = await db.selectFrom('queue_workspaces').select('id').executeTakeFirstOrThrow()
      const about = { workspace_id, recipient: 'anna', kind: 'k', text: 'x', task_id: null, loop_id: null, comment_id: null, read_at: null }
      const rows = [1, 2, 3].map((n) => ({ ...about, id: id(n), event_id: `e${n}`, created_at: `2026-01-0${n}T00:00:00.000Z` }))
      await addNotifications(db, rows)
      await addNotifications(db, rows)
    })
  }

  it('marks some by their ids, once, and only the own', async () => {
    const { call } = queue()
    await fill()
    expect(await call('mark_inbox_read', { ids: [id(1)] }, { as: bert })).toEqual({ marked: 0, unread: 0 })
    expect(await call('mark_inbox_read', { ids: [id(1), id(2)] }, { as: anna })).toEqual({ marked: 2, unread: 1 })
    expect(await call('mark_inbox_read', { ids: [id(1)] }, { as: anna })).toEqual({ marked: 0, unread: 1 })
    expect((await call('list_inbox', {}, { as: anna })).notifications).toMatchObject([{ id: id(3) }])
    expect(await call('list_inbox', { unread: false, limit: 2 }, { as: anna })).toMatchObject({ notifications: [{}, {}], cursor: id(2) })
  })

  it('marks all from before a time', async () => {
    const { call } = queue()
    await fill()
    expect(await call('mark_inbox_read', { before: '2026-01-03T00:00:00.000Z' }, { as: anna })).toEqual({ marked: 2, unread: 1 })
  })

  it('needs one of both', async () => {
    const { refusal } = queue()
    for (const input of [{}, { ids: [id(1)], before: '2026-01-03T00:00:00.000Z' }, { ids: [] }, { ids: Array(101).fill(id(1)) }])
      expect(await refusal('mark_inbox_read', input)).toMatchObject({ kind: 'invalid_input' })
  })
})
