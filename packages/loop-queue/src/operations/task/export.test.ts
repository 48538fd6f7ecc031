import { expect, it } from 'vitest'
import { anna, bert, conductor, stray } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'
import { fixture } from '../../formats/fixtures/files.ts'
import type { SourceFile } from '../../formats/format.ts'

function byPath(files: readonly SourceFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]))
}

function lines(text: string): { _type?: string; status?: string; issue_type?: string }[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describeQueue('export_tasks', (queue) => {
  it('gives an untouched Backlog.md folder back to the byte, without what was skipped', async () => {
    const { call } = queue()
    const files = fixture('backlog-project')
    await call('import_tasks', { files })
    const written = await call('export_tasks', { format: 'backlog' })
    expect(byPath(written.files)).toEqual(byPath(files.filter(({ path }) => !/archive\/tasks/.test(path))))
  })

  it('gives an untouched tasks.json back', async () => {
    const { call } = queue()
    const files = fixture('taskmaster')
    await call('import_tasks', { files, approve: true })
    const written = await call('export_tasks', { format: 'taskmaster' })
    expect(written.files.map(({ path }: SourceFile) => path)).toEqual(files.map(({ path }) => path))
    expect(JSON.parse(written.files[0].content)).toEqual(JSON.parse(files[0]!.content))
  })

  it('gives an untouched beads file back, without what was skipped', async () => {
    const { call } = queue()
    const files = fixture('beads')
    await call('import_tasks', { files })
    const written = await call('export_tasks', { format: 'beads' })
    const kept = lines(files[0]!.content).filter(
      ({ _type, status, issue_type }) => _type !== 'memory' && status !== 'tombstone' && issue_type !== 'message',
    )
    expect(lines(written.files[0].content)).toEqual(kept)
  })

  it('carries a change that was made here, and nothing else', async () => {
    const { call } = queue()
    const files = fixture('taskmaster')
    await call('import_tasks', { files })
    const { tasks } = await call('list_tasks', { view: 'all', limit: 1 })
    await call('update_task', { task_id: tasks[0].id, title: 'Another title' })
    const [{ content }] = (await call('export_tasks', { format: 'taskmaster' })).files
    expect(content).toContain('Another title')
    expect(JSON.parse(content.replace('Another title', tasks[0].title))).toEqual(JSON.parse(files[0]!.content))
  })

  it('says in its own format all that an empty workspace needs to become the same', async () => {
    const { call, loop, task, tables } = queue()
    await call('update_workspace', { name: 'Ours', ai_context: 'Be kind', lease_seconds: 60, agents_may_approve: true })
    const loop_id = await loop('Release', { ai_context: 'Careful', description: 'What', priority: 3.5 })
    await loop('Secret', { visibility: 'private' })
    const parent_id = await task('Parent', { loop_id, body: 'Whole', due_date: '2026-12-24', priority: 'urgent' })
    const other = await task('Other', { status: 'open' })
    await task('Child', { parent_id, depends_on: [other] })
    await call('import_tasks', { files: fixture('beads') })
    await call('import_tasks', { files: fixture('backlog-project') })
    const first = await call('export_tasks', { format: 'loop' })
    const backlog = await call('export_tasks', { format: 'backlog' })
    await tables(async (db) => {
      for (const table of ['queue_tasks', 'queue_loops', 'queue_frames', 'queue_workspaces'] as const) await db.deleteFrom(table).execute()
    })
    expect(await call('import_tasks', { files: first.files })).toMatchObject({ format: 'loop', problems: [] })
    expect(await call('export_tasks', { format: 'loop' })).toEqual(first)
    expect(await call('export_tasks', { format: 'backlog' })).toEqual(backlog)
    expect(await call('import_tasks', { files: first.files })).toMatchObject({
      created: 0,
      updated: 0,
      loops: 0,
      comments: 0,
      problems: [],
    })
  })

  it('comes back into the workspace it was made from without doubling anything; what differs by then stays', async () => {
    const { call, task } = queue()
    const id = await task('Mine')
    const { files } = await call('export_tasks', { format: 'loop' })
    await call('update_task', { task_id: id, title: 'Mine now' })
    const answer = await call('import_tasks', { files })
    expect(answer).toMatchObject({ created: 0, problems: [{ code: 'changed_here' }] })
    expect((await call('get_task', { task_id: id })).task.title).toBe('Mine now')
  })

  it('gives tasks other ids in a second workspace of one database, and their relations with them', async () => {
    const { call, task } = queue()
    const blocker = await task('Blocker')
    await task('Waiting', { depends_on: [blocker] })
    const { files } = await call('export_tasks', { format: 'loop' })
    const other = { settings: { LOOP_QUEUE_WORKSPACE: 'other' } }
    expect(await call('import_tasks', { files }, other)).toMatchObject({ created: 2, dependencies: 1 })
    expect(await call('import_tasks', { files }, other)).toMatchObject({ created: 0, unchanged: 2 })
    const { tasks } = await call('list_tasks', { view: 'all' }, other)
    expect(
      tasks.map(({ title, open_blockers }: { title: string; open_blockers: number }) => `${title} ${open_blockers}`).toSorted(),
    ).toEqual(['Blocker 0', 'Waiting 1'])
    expect(tasks.map(({ id }: { id: string }) => id)).not.toContain(blocker)
  })

  it('gives one loop, and says what it cuts off', async () => {
    const { call, loop, task } = queue()
    const outside = await task('Outside')
    await task('Inside', { loop_id: await loop('Here'), depends_on: [outside] })
    const loop_id = (await call('list_loops')).loops[0].id
    const { files, lossy } = await call('export_tasks', { format: 'loop', loop_id })
    const { tasks, dependencies } = JSON.parse(files[0].content)
    expect(tasks.map(({ title }: { title: string }) => title)).toEqual(['Inside'])
    expect(dependencies).toEqual([])
    expect(lossy.join()).toContain('not in this export')
  })

  it('shows nothing of a loop that the caller does not see', async () => {
    const { call, refusal } = queue()
    const { loop } = await call('create_loop', { name: 'Secret', visibility: 'private' }, { as: anna })
    await call('create_task', { title: 'Hidden', loop_id: loop.id }, { as: anna })
    const { files } = await call('export_tasks', { format: 'loop' }, { as: bert })
    expect(JSON.stringify(files)).not.toMatch(/Secret|Hidden/)
    expect(await refusal('export_tasks', { format: 'loop', loop_id: loop.id }, { as: bert })).toMatchObject({ kind: 'not_found' })
  })

  it('refuses to hand a model more than 1 MiB, and says how else to get it', async () => {
    const { call, refusal, task } = queue()
    for (let count = 0; count < 17; count += 1) await task(`Long ${count}`, { body: 'x'.repeat(65_536) })
    expect(await refusal('export_tasks', { format: 'beads' })).toMatchObject({ code: 'too_many' })
    expect((await call('export_tasks', { format: 'beads', large: true })).files[0].content.length).toBeGreaterThan(1_000_000)
  })

  it('is for people and orchestrators, writes nothing, and refuses an unknown format', async () => {
    const { call, refusal, events } = queue()
    expect(await refusal('export_tasks', { format: 'loop' }, { as: stray })).toMatchObject({ kind: 'forbidden' })
    expect(await refusal('export_tasks', { format: 'excel' })).toMatchObject({ kind: 'invalid_input' })
    expect((await call('export_tasks', { format: 'loop' }, { as: conductor })).files).toHaveLength(1)
    expect(await events()).toEqual([])
  })
})
