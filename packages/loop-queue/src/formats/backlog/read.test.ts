import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures/files.ts'
import { fileName, idKey } from './ids.ts'
import { backlog } from './index.ts'

const markdown = (fields: string, below = '') => `---\n${fields}\n---\n${below}`
const read = (files: Record<string, string>, loopName?: string) =>
  backlog.read(
    Object.entries(files).map(([path, content]) => ({ path, content })),
    { loopName },
  )
const one = (fields: string, below = '', path = 'tasks/a.md') =>
  read({ [path]: markdown(`id: TASK-1\ntitle: A\n${fields}`, below) }).tasks[0]!

describe('reading a Backlog.md folder', () => {
  it('gives the tasks of a project that its own tool wrote', () => {
    const { tasks, loops, skipped, problems } = backlog.read(fixture('backlog-project'), {})
    expect(problems).toEqual([])
    expect(skipped).toEqual({ archived: 1 })
    expect(loops.map(({ name }) => name)).toEqual(['First release', 'Second release'])
    expect(tasks.map(({ externalId, loop, state, parent }) => [externalId, loop, state, parent])).toEqual([
      ['TASK-1', 'First release', 'waiting', undefined],
      ['TASK-2', 'First release', 'waiting', undefined],
      ['TASK-2.1', undefined, 'waiting', 'TASK-2'],
      ['TASK-4', undefined, 'waiting', undefined],
      ['TASK-5', 'Second release', 'waiting', undefined],
      ['TASK-6', 'Second release', 'waiting', undefined],
      ['TASK-7', undefined, 'waiting', undefined],
      ['TASK-3', undefined, 'shipped', undefined],
      ['DRAFT-1', undefined, 'draft', undefined],
      ['DRAFT-2', undefined, 'draft', undefined],
    ])
    expect(tasks[1]).toMatchObject({ dueDate: '2026-12-24', priority: 'low', namespace: 'Demo', createdAt: '2026-11-21T14:12:00.000Z' })
    expect(tasks[3]?.title).toBe('Quotes: "and" colons # hash')
    expect(tasks[3]?.comments).toEqual([
      { author: '@a', body: 'two', at: '2026-11-21T14:14:00.000Z' },
      { author: 'unknown', body: 'three\nwith lines', at: '2026-11-21T14:14:00.000Z' },
    ])
    expect(tasks[3]?.body).toBe('## Description\n\n<!-- SECTION:DESCRIPTION:BEGIN -->\nx\n<!-- SECTION:DESCRIPTION:END -->')
  })

  it.each([
    ['To Do', 'waiting'],
    ['in progress', 'waiting'],
    ['Done', 'shipped'],
    ["Won't Do", 'rejected'],
    ['Cancelled', 'rejected'],
    ['Odd', 'draft'],
  ])('status %s is %s', (status, state) => {
    expect(one(`status: ${status}`).state).toBe(state)
  })

  it('takes statuses and prefix from the configuration, wherever it stands', () => {
    const config = 'statuses: [Later, Now, Reviewing, Shipped]\ntask_prefix: BACK\nproject_name: P'
    const tasks = (status: string) =>
      read({ 'backlog.config.yml': config, 'backlog/tasks/a.md': markdown(`id: BACK-1\ntitle: A\nstatus: ${status}`) })
    expect(['Later', 'Reviewing', 'Shipped', 'Done'].map((status) => tasks(status).tasks[0]?.state)).toEqual([
      'waiting',
      'waiting',
      'shipped',
      'draft',
    ])
  })

  it('anything unfinished in drafts/ is open', () => {
    expect(one('status: To Do', '', 'drafts/a.md').state).toBe('draft')
    expect(one('status: Done', '', 'drafts/a.md').state).toBe('shipped')
    expect(one('status: To Do', '', 'completed/a.md').state).toBe('shipped')
  })

  it.each([
    ['high', 'high'],
    ['Medium', 'medium'],
    ['low', 'low'],
    ['', 'none'],
  ])('priority %s is %s', (priority, ours) => {
    expect(one(`priority: ${priority}`).priority).toBe(ours)
  })

  it('milestones are loops by id or title, also archived ones; other tasks go where they are told', () => {
    const milestone = (id: string, title: string) => markdown(`id: ${id}\ntitle: "${title}"`)
    const files = {
      'backlog/milestones/m-0.md': milestone('m-0', 'Spring'),
      'backlog/archive/milestones/m-1.md': milestone('m-1', 'Winter'),
      'backlog/archive/tasks/old.md': markdown('id: TASK-9\ntitle: Old'),
      ...Object.fromEntries(
        ['m-0', 'M-1', 'spring', 'Other', ''].map((name, index) => [
          `backlog/tasks/${index}.md`,
          markdown(`id: TASK-${index}\ntitle: T\nmilestone: ${name}`),
        ]),
      ),
    }
    expect(read(files, 'Rest').tasks.map(({ loop }) => loop)).toEqual(['Spring', 'Winter', 'Spring', 'Other', 'Rest'])
    expect(read(files).tasks.at(-1)?.loop).toBeUndefined()
  })

  it('compares ids without case, leading zeros or prefix, and never finds a draft', () => {
    expect(idKey('task-24.1')).toBe(idKey('BACK-24.01'))
    const { tasks, problems } = read({
      'tasks/1.md': markdown('id: TASK-01\ntitle: A\ndependencies: [back-2, 003, draft-5, TASK-5]'),
      'tasks/2.md': markdown('id: task-2\ntitle: B'),
      'tasks/3.md': markdown('id: TASK-3\ntitle: C\nparent_task_id: task-1\ndependencies: [task-1]'),
      'drafts/5.md': markdown('id: DRAFT-5\ntitle: D'),
    })
    expect(tasks[0]?.edges.map(({ to }) => to)).toEqual(['task-2', 'TASK-3'])
    expect(tasks[1]?.edges).toEqual([])
    expect(problems.map(({ code }) => code)).toEqual(['dangling', 'dangling', 'waits_for_parent'])
  })

  it('accepts names without quotes, CRLF and a byte order mark', () => {
    const content =
      '\ufeff---\r\nid: TASK-1\r\ntitle: A\r\nassignee: @mia\r\nreporters:\r\n  - @ida\r\nmore: [@a, @b]\r\n---\r\n\r\nLine\r\nnext\r\n'
    expect(read({ 'tasks/a.md': content })).toMatchObject({ problems: [], tasks: [{ title: 'A', body: 'Line\nnext' }] })
  })

  it('puts dashes within a comment in the comment', () => {
    const below =
      '\nText\n\n## Comments\n\n<!-- COMMENTS:BEGIN -->\nauthor: @a\ncreated: 2026-01-01 10:00\n---\none\n---\nmore\n---\n<!-- COMMENTS:END -->\n'
    expect(one('', below)).toMatchObject({ body: 'Text', comments: [{ author: '@a', body: 'one\n---\nmore' }] })
  })

  it('reports files that are no tasks and reads the others', () => {
    const { tasks, problems } = read({
      'tasks/a.md': markdown('id: TASK-1\ntitle: A'),
      'tasks/b.md': 'no front matter',
      'tasks/c.md': markdown('id: [\ntitle: A'),
      'tasks/d.md': markdown('title: no id'),
      'tasks/e.md': '\u0000\u0001\ufffd\ufffdPNG',
      'tasks/f.md': markdown('id: TASK-6\ntitle: [x]\ndue_date: 2026-02-30\ncreated_date: soon'),
    })
    expect(tasks.map(({ title }) => title)).toEqual(['A', 'Untitled TASK-6'])
    expect(problems.map(({ where, code }) => `${where} ${code}`)).toEqual([
      'tasks/b.md no_front_matter',
      'tasks/c.md bad_front_matter',
      'tasks/d.md no_id',
      'tasks/e.md no_front_matter',
      'tasks/f.md wrong_type',
      'tasks/f.md no_title',
      'tasks/f.md bad_date',
      'tasks/f.md bad_date',
    ])
  })
})

describe('fileName()', () => {
  it('has letters, digits, dots and dashes only, and at most 120 characters', () => {
    expect(fileName('TASK-1', 'Ein "Töpfchen" ../../etc')).toBe('task-1 - Ein-To-pfchen-..-..-etc.md')
    expect(fileName('TASK-1', '../..')).toBe('task-1 - Untitled.md')
    expect(fileName('TASK-1', 'x'.repeat(500))).toHaveLength(120)
  })
})
