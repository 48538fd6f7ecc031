import { expect, it } from 'vitest'
import { anna, annasAgent, bert, bertsAgent } from './fixtures/actors.ts'
import { describeQueue, type TestQueue } from './fixtures/queue.ts'

const secret = 'Hidden words'

/** A task that all may see, and one of Anna's that only she may; they wait as the edges say. */
async function make({ call, task, loop }: TestQueue, edge: 'waits' | 'blocks' | 'child' | 'parent') {
  const open = await task('Open', { loop_id: await loop('First') })
  const { loop: mine } = await call('create_loop', { name: secret, visibility: 'private' }, { as: anna })
  const given = { title: secret, loop_id: mine.id, status: 'approved' }
  const more = edge === 'blocks' ? { depends_on: [open] } : edge === 'child' ? { parent_id: open } : {}
  const hidden: string = (await call('create_task', { ...given, ...more }, { as: anna })).task.id
  if (edge === 'waits') await call('add_dependency', { task_id: open, depends_on_id: hidden }, { as: anna })
  if (edge === 'parent') await call('update_task', { task_id: open, parent_id: hidden }, { as: anna })
  return { open, hidden }
}

describeQueue('a task of a private loop at the other end of an edge', (queue) => {
  it.each(['waits', 'blocks', 'child', 'parent'] as const)('is a number to those who may not see it: %s', async (edge) => {
    const { call } = queue()
    const { open: task_id, hidden } = await make(queue(), edge)
    const seen = (await call('get_task', { task_id }, { as: bert })).task
    expect(seen).toMatchObject({ depends_on: [], blocks: [], hidden: 1 })
    const texts = [seen, await call('explain_task', { task_id }, { as: bert }), await call('queue_task', { task_id }, { as: bert })]
    for (const part of [hidden, secret]) expect(JSON.stringify(texts)).not.toContain(part)
    const own = (await call('get_task', { task_id }, { as: anna })).task
    expect(JSON.stringify([own.depends_on, own.blocks])).toContain(hidden)
    expect(own.hidden).toBeUndefined()
  })

  it('is counted in what explain_task and a refused claim say', async () => {
    const { call, refusal } = queue()
    const { open: task_id, hidden } = await make(queue(), 'waits')
    const { reasons } = await call('explain_task', { task_id }, { as: bert })
    expect(reasons).toMatchObject([{ code: 'blocked_by', text: 'It waits until these are shipped: a task that you may not see.' }])
    const refused = await refusal('claim_task', { task_id }, { as: bertsAgent })
    expect(refused).toMatchObject({ code: 'blocked', details: { waits_for: [], hidden: 1 } })
    expect(refused.message).toBe(`Task ${task_id} waits for a task that you may not see.`)
    expect(await refusal('claim_task', { task_id }, { as: annasAgent })).toMatchObject({ details: { waits_for: [hidden] } })
  })

  it('is not named in a circle', async () => {
    const { call, task, refusal } = queue()
    const { open, hidden } = await make(queue(), 'blocks')
    const last = await task('Last')
    await call('add_dependency', { task_id: last, depends_on_id: hidden }, { as: anna })
    const refused = await refusal('add_dependency', { task_id: open, depends_on_id: last }, { as: bert })
    expect(refused).toMatchObject({ code: 'dependency_cycle', details: { path: [{ id: open }, { id: last }], length: 3, hidden: 1 } })
    expect(refused.message).toContain('"Open" waits for "Last" waits for a task that you may not see waits for "Open"')
    expect(JSON.stringify([refused.message, refused.details])).not.toContain(hidden)
  })

  it('is not named as what was freed, as who inherits, or as the parent that an edge comes from', async () => {
    const { call, task, refusal } = queue()
    const freed = await make(queue(), 'blocks')
    expect((await call('update_task', { task_id: freed.open, status: 'shipped' }, { as: bert })).unblocked).toEqual([])
    const ground = await task('Ground')
    const child = await make(queue(), 'child')
    const added = await call('add_dependency', { task_id: child.open, depends_on_id: ground }, { as: bert })
    expect(added.inherited_by).toEqual([])
    const below = await make(queue(), 'parent')
    await call('add_dependency', { task_id: below.hidden, depends_on_id: ground }, { as: anna })
    const refused = await refusal('remove_dependency', { task_id: below.open, depends_on_id: ground }, { as: bert })
    expect(refused.code).toBe('inherited_edge')
    expect(JSON.stringify([refused.message, refused.details])).not.toContain(below.hidden)
  })

  it('is not named to the creator of what waits for it when it is rejected', async () => {
    const { call, work } = queue()
    await make(queue(), 'waits')
    await work()
    const { tasks } = await call('list_tasks', { view: 'all', status: 'approved' }, { as: anna })
    const { id } = tasks.find(({ title }: { title: string }) => title === secret)
    await call('update_task', { task_id: id, status: 'rejected' }, { as: anna })
    const texts = async () => (await call('list_inbox')).notifications.map(({ text }: { text: string }) => text)
    await expect.poll(texts, { timeout: 20_000 }).toEqual(['What it waits for was rejected: Open'])
  })
})
