import { expect, it } from 'vitest'
import { anna, bert, conductor, stray } from '../../fixtures/actors.ts'
import { describeQueue, type TestQueue } from '../../fixtures/queue.ts'
import { fixture } from '../../formats/fixtures/files.ts'

const sources = ['taskmaster', 'backlog-project', 'beads'] as const
const formatOf = { taskmaster: 'taskmaster', 'backlog-project': 'backlog', beads: 'beads' } as const

/** A tasks.json of one tag. */
function tasksJson(tasks: object[], tag = 'master') {
  return [{ path: '.taskmaster/tasks/tasks.json', content: JSON.stringify({ [tag]: { tasks, metadata: {} } }) }]
}

const three = [
  { id: 1, title: 'First', description: 'Do it', status: 'pending', priority: 'high', dependencies: [] },
  { id: 2, title: 'Second', description: '', status: 'pending', dependencies: [1], subtasks: [{ id: 1, title: 'Part', status: 'done' }] },
]

async function all({ call }: TestQueue) {
  const { tasks } = await call('list_tasks', { view: 'all', limit: 100 })
  return new Map<string, { id: string; status: string; title: string; open_blockers: number; loop_id?: string }>(
    tasks.map((task: { title: string }) => [task.title, task]),
  )
}

describeQueue('import_tasks', (queue) => {
  it.each(sources)('takes over %s, and again changes nothing', async (folder) => {
    const { call, events } = queue()
    const files = fixture(folder)
    const first = await call('import_tasks', { files })
    expect(first).toMatchObject({ format: formatOf[folder], updated: 0, unchanged: 0, problem_count: first.problems.length })
    expect(first.created).toBeGreaterThan(3)
    const before = await call('export_tasks', { format: 'loop' })
    const count = (await events()).length
    const again = await call('import_tasks', { files, approve: true })
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: first.created, loops: 0, dependencies: 0, comments: 0 })
    expect(await call('export_tasks', { format: 'loop' })).toEqual(before)
    expect(await events()).toHaveLength(count)
  })

  it('counts what waits for what, so that only what can be begun is ready', async () => {
    const { call } = queue()
    expect(await call('import_tasks', { files: tasksJson(three), approve: true })).toMatchObject({
      created: 3,
      loops: 1,
      dependencies: 1,
      problems: [],
    })
    const tasks = await all(queue())
    expect(tasks.get('First')).toMatchObject({ status: 'approved', open_blockers: 0 })
    expect(tasks.get('Second')).toMatchObject({ status: 'approved', open_blockers: 1 })
    expect(tasks.get('Part')).toMatchObject({ status: 'shipped' })
    expect((await call('get_next_work')).task.title).toBe('First')
    expect((await call('get_task', { task_id: tasks.get('Part')!.id })).task).toMatchObject({
      parent_id: tasks.get('Second')!.id,
      depends_on: [{ id: tasks.get('First')!.id, origin: 'inherited' }],
      external: { format: 'taskmaster', id: '2.1' },
    })
  })

  it('leaves what waits open unless approve is given, and gives nobody a lease', async () => {
    const { call } = queue()
    await call('import_tasks', { files: tasksJson([{ id: 1, title: 'Begun', status: 'in-progress' }]) })
    expect((await all(queue())).get('Begun')).toMatchObject({ status: 'open' })
  })

  it('is told with one event that counts', async () => {
    const { call, events } = queue()
    await call('import_tasks', { files: tasksJson(three) })
    const [event, ...others] = await events()
    expect(others).toEqual([])
    expect(event).toMatchObject({
      type: 'tasks.imported',
      after: { format: 'taskmaster', counts: { created: 3, loops: 1, dependencies: 1 } },
    })
  })

  it('takes what changed only there, keeps and names what changed here, and deletes nothing', async () => {
    const { call } = queue()
    await call('import_tasks', { files: tasksJson(three), approve: true })
    const before = await all(queue())
    await call('update_task', { task_id: before.get('Second')!.id, title: 'Ours' })
    const changed = [
      { ...three[1], title: 'Theirs', priority: 'low', subtasks: [] },
      { id: 3, title: 'Third', status: 'pending', dependencies: [2] },
    ]
    const answer = await call('import_tasks', { files: tasksJson(changed) })
    expect(answer).toMatchObject({ created: 1, updated: 1, unchanged: 0, dependencies: 1, loops: 0 })
    expect(answer.problems.map(({ code }: { code: string }) => code).toSorted()).toEqual(['changed_here', 'dangling'])
    const after = await all(queue())
    expect([...after.keys()].toSorted()).toEqual(['First', 'Ours', 'Part', 'Third'])
    expect(after.get('Ours')).toMatchObject({ id: before.get('Second')!.id, priority: 'low', open_blockers: 0 })
    expect(after.get('Third')!.loop_id).toBe(before.get('First')!.loop_id)
  })

  it('ships what was done there, which frees what waits for it', async () => {
    const { call, eventTypes } = queue()
    await call('import_tasks', { files: tasksJson(three), approve: true })
    await call('import_tasks', { files: tasksJson([{ ...three[0], status: 'done' }, three[1]!]) })
    const tasks = await all(queue())
    expect(tasks.get('First')!.status).toBe('shipped')
    expect(tasks.get('Second')!.open_blockers).toBe(0)
    expect(await eventTypes()).toEqual(expect.arrayContaining(['task.shipped', 'task.unblocked']))
  })

  it('leaves a task alone that somebody works on, whatever the source says of its status', async () => {
    const { call, claim } = queue()
    await call('import_tasks', { files: tasksJson(three), approve: true })
    const { id } = (await all(queue())).get('First')!
    await claim(id)
    const { problems } = await call('import_tasks', { files: tasksJson([{ ...three[0], status: 'done' }, three[1]!]) })
    expect(problems).toMatchObject([{ code: 'changed_here' }])
    expect((await call('get_task', { task_id: id })).task.status).toBe('in_progress')
  })

  it('adds children to a parent that was there, who then waits for them', async () => {
    const { call } = queue()
    await call('import_tasks', { files: tasksJson(three), approve: true })
    const second = { ...three[1], subtasks: [...three[1]!.subtasks!, { id: 2, title: 'More', status: 'pending' }] }
    expect(await call('import_tasks', { files: tasksJson([three[0]!, second]), approve: true })).toMatchObject({ created: 1, problems: [] })
    const tasks = await all(queue())
    expect(tasks.get('Second')!.open_blockers).toBe(2)
    expect(tasks.get('More')!.open_blockers).toBe(1)
  })

  it('leaves out an edge that would close a circle with one that was made here', async () => {
    const { call, tables } = queue()
    await call('import_tasks', { files: tasksJson([three[0]!, { id: 2, title: 'Second', dependencies: [] }]) })
    const tasks = await all(queue())
    const edge = { task_id: tasks.get('First')!.id, depends_on_id: tasks.get('Second')!.id }
    await tables(async (db) => {
      const { workspace_id } = await db.selectFrom('queue_tasks').select('workspace_id').executeTakeFirstOrThrow()
      const row = { ...edge, workspace_id, kind: 'blocks' as const, origin: 'own' as const, created_at: '2026-01-01', resolved_at: null }
      await db.insertInto('queue_dependencies').values(row).execute()
    })
    const answer = await call('import_tasks', { files: tasksJson([three[0]!, { id: 2, title: 'Second', dependencies: [1] }]) })
    expect(answer).toMatchObject({ updated: 1, dependencies: 0, problems: [{ code: 'dependency_cycle' }] })
    expect(await call('export_tasks', { format: 'loop' }).then(({ files }) => JSON.parse(files[0].content).dependencies)).toHaveLength(1)
  })

  it.each(sources)('says with dry_run the same numbers of %s and writes nothing', async (folder) => {
    const { call, events } = queue()
    const files = fixture(folder)
    const { next, ...rehearsed } = await call('import_tasks', { files, dry_run: true })
    expect(next).toContain('dry_run')
    expect(await call('list_tasks', { view: 'all' })).toMatchObject({ total: 0 })
    expect((await call('list_loops')).total).toBe(0)
    expect(await events()).toEqual([])
    expect(await call('import_tasks', { files })).toMatchObject(rehearsed)
  })

  it('refuses everything with strict where there is any problem, and lists the problems', async () => {
    const { call, refusal } = queue()
    const files = tasksJson([...three, { id: 9, title: 'Lost', dependencies: [77] }])
    const error = await refusal('import_tasks', { files, strict: true })
    expect(error).toMatchObject({ kind: 'invalid_input', code: 'problems' })
    expect(error.details).toMatchObject({ problem_count: 1, problems: [{ code: 'dangling' }] })
    expect(await call('list_tasks', { view: 'all' })).toMatchObject({ total: 0 })
    expect(await call('import_tasks', { files: tasksJson(three), strict: true })).toMatchObject({ created: 3 })
  })

  it('puts tasks that name no loop into that of loop_name, also into one that is there', async () => {
    const { call, loop } = queue()
    const id = await loop('Here')
    const files = [{ path: 'issues.jsonl', content: '{"id":"bd-1","title":"One"}\n' }]
    expect(await call('import_tasks', { files, loop_name: 'Here' })).toMatchObject({ created: 1, loops: 0 })
    expect((await all(queue())).get('One')!.loop_id).toBe(id)
  })

  it('puts nothing new into a loop that was shipped since', async () => {
    const { call, tables } = queue()
    await call('import_tasks', { files: tasksJson([three[0]!]) })
    await tables((db) => db.updateTable('queue_loops').set({ status: 'shipped' }).execute())
    const answer = await call('import_tasks', { files: tasksJson([three[0]!, { id: 5, title: 'Late' }]) })
    expect(answer).toMatchObject({ created: 1, unchanged: 1, loops: 0, problems: [{ code: 'loop_shipped' }] })
    expect((await all(queue())).get('Late')!.loop_id).toBeUndefined()
    expect(await call('import_tasks', { files: tasksJson([three[0]!, { id: 5, title: 'Late' }]) })).toMatchObject({
      unchanged: 2,
      problems: [],
    })
  })

  it('neither changes nor doubles what was put into a loop that the caller does not see', async () => {
    const { call } = queue()
    await call('import_tasks', { files: tasksJson(three) }, { as: anna })
    const { loops } = await call('list_loops', {}, { as: anna })
    await call('update_loop', { loop_id: loops[0].id, visibility: 'private' }, { as: anna })
    const answer = await call('import_tasks', { files: tasksJson([{ ...three[0], title: 'Mine' }, three[1]!]) }, { as: bert })
    expect(answer).toMatchObject({ created: 0, updated: 0, skipped: { not_visible: 3 } })
    expect((await call('list_tasks', { view: 'all' }, { as: anna })).total).toBe(3)
  })

  it('is for people and orchestrators', async () => {
    const { call, refusal } = queue()
    expect(await refusal('import_tasks', { files: tasksJson(three) }, { as: stray })).toMatchObject({ kind: 'forbidden' })
    await call('list_tasks')
    expect(await call('import_tasks', { files: tasksJson(three) }, { as: conductor })).toMatchObject({ created: 3 })
  })

  it('refuses what it cannot recognise, too many files and too much text, before it reads them', async () => {
    const { refusal } = queue()
    const file = { path: 'notes.txt', content: 'Hello' }
    expect(await refusal('import_tasks', { files: [file] })).toMatchObject({ code: 'unknown_format' })
    expect(await refusal('import_tasks', { files: Array(5_001).fill(file) })).toMatchObject({ kind: 'invalid_input' })
    expect(await refusal('import_tasks', { files: [{ ...file, path: 'x'.repeat(301) }] })).toMatchObject({ kind: 'invalid_input' })
    const large = { path: 'large.json', content: 'x'.repeat(17 * 1024 * 1024) }
    expect(await refusal('import_tasks', { files: [large, large] })).toMatchObject({ code: 'too_many' })
  })

  it('takes over 1,096 tasks in one go', async () => {
    const { call } = queue()
    const many = Array.from({ length: 1_096 }, (_, index) => ({
      id: index + 1,
      title: `Task ${index + 1}`,
      description: 'What is to be done. '.repeat(20),
      status: index % 3 === 0 ? 'done' : 'pending',
      dependencies: index > 0 ? [index] : [],
    }))
    const start = performance.now()
    expect(await call('import_tasks', { files: tasksJson(many), approve: true })).toMatchObject({ created: 1_096, dependencies: 1_095 })
    const took = performance.now() - start
    // Well under a second alone on a machine; several suites share this one.
    expect(took).toBeLessThan(8_000)
    expect(await call('get_queue_stats')).toMatchObject({ tasks: { total: 1_096, ready: 365, blocked: 365 } })
  })

  it('holds out against names and texts that no database can keep in a key', async () => {
    const { call } = queue()
    const tasks = [
      { id: 'a\0b', title: 'Nul \0', dependencies: ['a\ufffdb'] },
      { id: 'a\ufffdb', title: 'Half \ud800' },
      { id: '../../etc', title: 'Line\nbreak \u001b[31m' },
    ]
    const files = tasksJson(tasks, `tag\0${'x'.repeat(5_000)}`)
    expect(await call('import_tasks', { files })).toMatchObject({ created: 3 })
    expect(await call('import_tasks', { files })).toMatchObject({ created: 0, unchanged: 3 })
    await call('export_tasks', { format: 'taskmaster' })
  })

  it('takes the rest of a source with broken parts', async () => {
    const { call } = queue()
    const bomb = '---\nid: task-9\na: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n---\n'
    const good = '---\nid: task-1\ntitle: Good\nstatus: To Do\n---\nBody\n'
    const files = [
      { path: 'backlog/tasks/task-9 - Bomb.md', content: bomb },
      { path: 'backlog/tasks/task-1 - Good.md', content: good },
      { path: 'backlog/tasks/task-2 - Binary.md', content: '\0\0\u0001' },
    ]
    const answer = await call('import_tasks', { files })
    expect([...(await all(queue())).keys()]).toContain('Good')
    expect(answer.problem_count).toBeGreaterThan(0)
    const lines = [{ path: 'issues.jsonl', content: `{"id":"bd-1","title":"One"}\n{broken\n${'['.repeat(10_000)}\n` }]
    expect(await call('import_tasks', { files: lines })).toMatchObject({ created: 1, problem_count: 2 })
  })
})
