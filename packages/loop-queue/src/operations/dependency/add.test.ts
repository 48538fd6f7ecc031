import { expect, it } from 'vitest'
import { annasAgent } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

const unknown = '01KE70EHG00000000000009999'

describeQueue('add_dependency', (queue) => {
  it('makes a task wait, once', async () => {
    const { call, task, eventTypes } = queue()
    const [task_id, depends_on_id] = [await task('A'), await task('B')]
    const added = await call('add_dependency', { task_id, depends_on_id })
    expect(added).toMatchObject({ changed: true, task: { id: task_id, open_blockers: 1 }, inherited_by: [] })
    const before = await eventTypes()
    expect(await call('add_dependency', { task_id, depends_on_id })).toMatchObject({ changed: false, task: { open_blockers: 1 } })
    expect(await eventTypes()).toEqual(before)
  })

  it('does not wait for what is shipped already, but for what was rejected', async () => {
    const { call, task } = queue()
    for (const [status, open_blockers] of [
      ['shipped', 0],
      ['rejected', 1],
    ] as const) {
      const [task_id, depends_on_id] = [await task('A'), await task('B')]
      await call('update_task', { task_id: depends_on_id, status })
      expect(await call('add_dependency', { task_id, depends_on_id })).toMatchObject({ task: { open_blockers } })
    }
  })

  it.each(['related', 'discovered_from', 'duplicates'])('only informs with the kind %s, even in a circle', async (kind) => {
    const { call, task } = queue()
    const [task_id, depends_on_id] = [await task('A'), await task('B')]
    await call('add_dependency', { task_id, depends_on_id, kind })
    expect(await call('add_dependency', { task_id: depends_on_id, depends_on_id: task_id, kind })).toMatchObject({
      task: { open_blockers: 0 },
    })
  })

  it('refuses a circle with the way round', async () => {
    const { call, task, refusal } = queue()
    const [a, b, c] = [await task('A'), await task('B'), await task('C')]
    await call('add_dependency', { task_id: a, depends_on_id: b })
    await call('add_dependency', { task_id: b, depends_on_id: c })
    const refused = await refusal('add_dependency', { task_id: c, depends_on_id: a })
    expect(refused).toMatchObject({ kind: 'conflict', code: 'dependency_cycle', details: { length: 3 } })
    expect(refused.details!.path).toEqual([
      { id: c, title: 'C' },
      { id: a, title: 'A' },
      { id: b, title: 'B' },
    ])
    expect(refused.message).toContain('"C" waits for "A" waits for "B" waits for "C"')
    expect(await refusal('add_dependency', { task_id: a, depends_on_id: a })).toMatchObject({ code: 'dependency_cycle' })
    expect(await refusal('add_dependency', { task_id: a, depends_on_id: a, kind: 'related' })).toMatchObject({ code: 'dependency_cycle' })
  })

  it('refuses a circle through a parent, which waits for its children', async () => {
    const { task, refusal } = queue()
    const parent = await task('Parent')
    const child = await task('Child', { parent_id: parent })
    expect(await refusal('add_dependency', { task_id: child, depends_on_id: parent })).toMatchObject({ code: 'dependency_cycle' })
  })

  it('shows at most twenty of a long way round', async () => {
    const { call, task, refusal } = queue()
    const first = await task('First')
    let last = first
    for (let n = 0; n < 25; n += 1) last = await task(`Task ${n}`, { depends_on: [last] })
    const refused = await refusal('add_dependency', { task_id: first, depends_on_id: last })
    expect([(refused.details!.path as unknown[]).length, refused.details!.length]).toEqual([20, 26])
    expect(await call('get_task', { task_id: first })).toMatchObject({ task: { open_blockers: 0 } })
  })

  it('passes it down to children and names them', async () => {
    const { call, task } = queue()
    const parent = await task('Parent')
    const child = await task('Child', { parent_id: parent })
    const grandchild = await task('Grandchild', { parent_id: child })
    const ground = await task('Ground')
    const { inherited_by } = await call('add_dependency', { task_id: parent, depends_on_id: ground })
    expect(inherited_by).toEqual([child, grandchild])
    expect((await call('get_task', { task_id: grandchild })).task.depends_on).toMatchObject([{ id: ground, origin: 'inherited' }])
  })

  it('of two callers who add crossing edges at once, one succeeds', async () => {
    const { call, task } = queue()
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await task('A'), await task('B')]
      const add = (task_id: string, depends_on_id: string) =>
        call('add_dependency', { task_id, depends_on_id }).then(
          ({ changed }) => changed,
          ({ code }) => code,
        )
      expect(await Promise.all([add(a, b), add(b, a)])).toEqual(expect.arrayContaining([true, 'dependency_cycle']))
    }
  })

  it('added while its blocker is shipped, it is resolved all the same', async () => {
    const { call, task } = queue()
    for (let round = 0; round < 8; round += 1) {
      const [task_id, depends_on_id] = [await task('A'), await task('B')]
      await Promise.all([
        call('update_task', { task_id: depends_on_id, status: 'shipped' }),
        call('add_dependency', { task_id, depends_on_id }),
      ])
      expect(await call('get_task', { task_id })).toMatchObject({ task: { open_blockers: 0 } })
    }
  })

  it('has a bound', async () => {
    const { call, task, refusal, tables } = queue()
    const [task_id, other] = [await task('A'), await task('B')]
    const ids: string[] = []
    for (let n = 0; n < 200; n += 1) ids.push(await task(`Task ${n}`))
    const edge = { workspace_id: 'w', kind: 'related' as const, origin: 'own' as const, created_at: '', resolved_at: null }
    const edges = ids.map((depends_on_id) => ({ ...edge, task_id, depends_on_id }))
    await tables((db) => db.insertInto('queue_dependencies').values(edges).execute())
    expect(await refusal('add_dependency', { task_id, depends_on_id: other })).toMatchObject({
      code: 'limit_reached',
      details: { limit: 200 },
    })
    expect(await call('add_dependency', { task_id: other, depends_on_id: task_id })).toMatchObject({ changed: true })
  })

  it('refuses unknown tasks, and a kind that is given otherwise', async () => {
    const { task, call, refusal } = queue()
    const task_id = await task('A')
    expect(await refusal('add_dependency', { task_id, depends_on_id: unknown })).toMatchObject({
      code: 'not_found',
      details: { ids: [unknown] },
    })
    expect(await refusal('add_dependency', { task_id, depends_on_id: task_id, kind: 'parent' })).toMatchObject({ kind: 'invalid_input' })
    expect(await call('add_dependency', { task_id, depends_on_id: await task('B') }, { as: annasAgent })).toMatchObject({ changed: true })
  })
})
