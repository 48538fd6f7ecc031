import { expect, it } from 'vitest'
import { annasAgent, bert, bertsAgent, conductor } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

const unknown = '01KE70EHG00000000000009999'

describeQueue('update_task', (queue) => {
  it('changes what is given and leaves the rest; null clears', async () => {
    const { call, loop, task } = queue()
    const loop_id = await loop('First')
    const task_id = await task('A', { body: 'B', loop_id, due_date: '2026-03-01', priority: 'low' })
    expect(await call('update_task', { task_id, title: 'C' })).toMatchObject({
      changed: ['title'],
      task: { title: 'C', body: 'B', loop_id, due_date: '2026-03-01', priority: 'low', status: 'approved', version: 2 },
    })
    const { task: cleared, changed } = await call('update_task', { task_id, due_date: null, loop_id: null })
    expect([changed, cleared.due_date, cleared.loop_id]).toEqual([['due_date', 'loop_id'], undefined, undefined])
  })

  it('refuses nothing at all, and unknown ids', async () => {
    const { task, refusal } = queue()
    const task_id = await task('A')
    expect(await refusal('update_task', { task_id })).toMatchObject({ code: 'nothing_to_update' })
    expect(await refusal('update_task', { task_id: unknown, title: 'B' })).toMatchObject({ code: 'not_found' })
    expect(await refusal('update_task', { task_id, loop_id: unknown })).toMatchObject({ code: 'not_found' })
    expect(await refusal('update_task', { task_id, parent_id: unknown })).toMatchObject({ code: 'not_found' })
  })

  it('refuses an old version and names what changed since', async () => {
    const { call, task, refusal } = queue()
    const task_id = await task('A')
    await call('update_task', { task_id, title: 'B', if_version: 1 })
    await call('update_task', { task_id, priority: 'high' })
    const refused = await refusal('update_task', { task_id, title: 'C', if_version: 1 })
    expect(refused).toMatchObject({ code: 'version_mismatch', details: { version: 3 } })
    expect(refused.details!.changed).toEqual(expect.arrayContaining(['title', 'priority']))
  })

  it('of two with the same version at the same moment, one wins', async () => {
    const { call, task } = queue()
    const task_id = await task('A')
    const edit = (title: string) =>
      call('update_task', { task_id, title, if_version: 1 }).then(
        () => 'won',
        ({ kind }) => kind,
      )
    expect((await Promise.all([edit('B'), edit('C')])).sort()).toEqual(['conflict', 'won'])
  })

  it('two sessions set one task in progress: one wins, the other is told who', async () => {
    const { call, task } = queue()
    for (let round = 0; round < 5; round += 1) {
      const task_id = await task('A')
      const begin = (as: typeof annasAgent) =>
        call('update_task', { task_id, status: 'in_progress' }, { as }).then(
          ({ lease }) => lease.kind,
          ({ code }) => code,
        )
      expect((await Promise.all([begin(annasAgent), begin(bertsAgent)])).sort()).toEqual(['already_claimed', 'implicit'])
    }
  })

  it('in progress without a token has no end, and needs none to be shipped', async () => {
    const { call, task, pass } = queue()
    const task_id = await task('A')
    const { lease } = await call('update_task', { task_id, status: 'in_progress' }, { as: annasAgent })
    expect(lease).toEqual({ kind: 'implicit', holder: 'annas-agent', generation: 1, claimed_at: '2026-01-05T12:00:00.000Z' })
    pass(30 * 24 * 3_600_000)
    expect(await call('update_task', { task_id, status: 'shipped' }, { as: annasAgent })).toMatchObject({ task: { status: 'shipped' } })
  })

  it('goes stale after a day without a write of its holder', async () => {
    const { call, task, pass } = queue()
    const task_id = await task('A')
    await call('update_task', { task_id, status: 'in_progress' }, { as: annasAgent })
    const stale = async () => (await call('list_tasks', { view: 'stale' })).total
    pass(20 * 3_600_000)
    await call('update_task', { task_id, title: 'B' }, { as: annasAgent })
    pass(20 * 3_600_000)
    expect(await stale()).toBe(0)
    pass(4 * 3_600_000)
    expect(await stale()).toBe(1)
  })

  it('a person takes over with override', async () => {
    const { call, task, claim, refusal } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id, {}, { as: annasAgent })
    expect(await refusal('update_task', { task_id, status: 'in_progress' }, { as: bert })).toMatchObject({ code: 'already_claimed' })
    expect(await call('update_task', { task_id, status: 'in_progress', override: true }, { as: bert })).toMatchObject({
      lease: { holder: 'bert', generation: 2 },
    })
    expect(await refusal('complete_task', { task_id, lease_token }, { as: annasAgent })).toMatchObject({ code: 'lease_lost' })
  })

  it('an agent edits what it created while that is open', async () => {
    const { call, refusal } = queue()
    const { task } = await call('create_task', { title: 'Mine' }, { as: annasAgent })
    const edit = { task_id: task.id, title: 'Still mine', priority: 'high', due_date: '2026-03-01' }
    await call('update_task', edit, { as: annasAgent })
    expect(await refusal('update_task', { task_id: task.id, title: 'B' }, { as: bertsAgent })).toMatchObject({ code: 'not_for_agents' })
    await call('update_task', { task_id: task.id, status: 'approved' }, { as: conductor })
    expect(await refusal('update_task', { task_id: task.id, title: 'B' }, { as: annasAgent })).toMatchObject({ code: 'not_for_agents' })
  })

  it('an agent edits the texts of what it holds, and nothing else of it', async () => {
    const { call, task, claim, refusal } = queue()
    const task_id = await task('A')
    await claim(task_id, {}, { as: annasAgent })
    await call('update_task', { task_id, title: 'B', body: 'C' }, { as: annasAgent })
    for (const edit of [{ priority: 'high' }, { due_date: null, loop_id: null, priority: 'low' }, { parent_id: await task('Parent') }])
      expect(await refusal('update_task', { task_id, ...edit }, { as: annasAgent })).toMatchObject({ code: 'not_for_agents' })
    expect(await refusal('update_task', { task_id, title: 'D' }, { as: bertsAgent })).toMatchObject({ code: 'not_for_agents' })
  })

  it('keeps bodies out of the log', async () => {
    const { call, task, events } = queue()
    const task_id = await task('A', { body: 'secret-before' })
    await call('update_task', { task_id, body: 'secret-after' })
    expect(JSON.stringify(await events())).not.toContain('secret-')
    const edited = (await events()).find(({ type }) => type === 'task.edited')
    expect(edited!.after!.body).toEqual({ length: 12, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('moves into no shipped loop', async () => {
    const { loop, task, refusal, tables } = queue()
    const [loop_id, task_id] = [await loop('Shipped'), await task('A')]
    await tables((db) => db.updateTable('queue_loops').set({ status: 'shipped' }).execute())
    expect(await refusal('update_task', { task_id, loop_id })).toMatchObject({ code: 'loop_shipped' })
  })
})
