import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures/files.ts'
import { beads } from './index.ts'
import { commonPrefix } from './prefix.ts'

const read = (records: unknown[], loopName?: string) =>
  beads.read([{ path: 'issues.jsonl', content: records.map((record) => JSON.stringify(record)).join('\n') }], { loopName })
const one = (record: object) => read([{ id: 'b-1', title: 'One', ...record }]).tasks[0]!

describe('reading beads', () => {
  it('gives issues with their relations and comments', () => {
    const { tasks, loops, skipped, problems } = beads.read(fixture('beads'), {})
    expect(loops).toEqual([{ key: 'garden', name: 'garden' }])
    expect(skipped).toEqual({ memory: 1, tombstone: 1, message: 1 })
    expect(problems.map(({ where, code }) => `${where} ${code}`)).toEqual(['issues.jsonl:4 dangling'])
    expect(tasks.map(({ externalId, parent, priority, state }) => [externalId, parent, priority, state])).toEqual([
      ['garden-a1', undefined, 'high', 'waiting'],
      ['garden-a1.1', 'garden-a1', 'urgent', 'shipped'],
      ['garden-b2', undefined, 'none', 'on_hold'],
      ['garden-e5', undefined, 'urgent', 'waiting'],
    ])
    expect(tasks[0]?.body).toBe(
      'Glass and wood.\n\n## Design\n\nA frame of larch.\n\n## Acceptance criteria\n\nIt stands in wind.\n\n## Notes\n\nAsk Ida.',
    )
    expect(tasks[0]?.comments).toEqual([
      { author: 'ida', body: 'Larch is sold out.', at: '2026-02-01T11:00:00.000Z' },
      { author: 'mia', body: 'Then oak.', at: '2026-02-01T12:00:00.000Z' },
    ])
    expect(tasks[2]).toMatchObject({ dueDate: '2026-05-20', notBefore: '2026-05-01T08:00:00.000Z', createdAt: '2026-02-01T10:10:00.000Z' })
    expect(tasks[2]?.edges.map(({ kind, to }) => [kind, to])).toEqual([
      ['blocks', 'garden-a1'],
      ['discovered_from', 'garden-a1.1'],
    ])
  })

  it.each([
    ['open', 'waiting'],
    ['in_progress', 'waiting'],
    ['blocked', 'waiting'],
    ['hooked', 'waiting'],
    ['pinned', 'waiting'],
    ['closed', 'shipped'],
    ['deferred', 'on_hold'],
    ['odd', 'draft'],
  ])('status %s is %s', (status, state) => {
    expect(one({ status }).state).toBe(state)
  })

  it.each([
    [0, 'urgent'],
    [1, 'high'],
    [2, 'medium'],
    [3, 'low'],
    [4, 'none'],
    [undefined, 'urgent'],
    [9, 'none'],
  ])('priority %s is %s', (priority, ours) => {
    expect(one({ priority }).priority).toBe(ours)
  })

  it.each([
    ['blocks', 'blocks'],
    ['conditional-blocks', 'blocks'],
    ['waits-for', 'blocks'],
    ['related', 'related'],
    ['relates-to', 'related'],
    ['discovered-from', 'discovered_from'],
    ['duplicates', 'duplicates'],
  ])('the relation %s is %s', (type, kind) => {
    const { tasks } = read([
      { id: 'b-1', title: 'A' },
      { id: 'b-2', title: 'B', dependencies: [{ depends_on_id: 'b-1', type }] },
    ])
    expect(tasks[1]?.edges).toEqual([{ kind, to: 'b-1', ref: `${type} b-1` }])
  })

  it.each(['event', 'message', 'agent', 'role', 'rig'])('skips %s', (issue_type) => {
    expect(read([{ id: 'b-1', title: 'A', issue_type }])).toMatchObject({ tasks: [], skipped: { [issue_type]: 1 } })
  })

  it('keeps the first parent, puts it before its children, and reports the second', () => {
    const dependencies = ['b-2', 'b-3'].map((depends_on_id) => ({ depends_on_id, type: 'parent-child' }))
    const { tasks, problems } = read([
      { id: 'b-1', title: 'A', dependencies },
      { id: 'b-2', title: 'B' },
      { id: 'b-3', title: 'C' },
    ])
    expect(tasks.map(({ externalId, parent }) => [externalId, parent])).toEqual([
      ['b-2', undefined],
      ['b-1', 'b-2'],
      ['b-3', undefined],
    ])
    expect(problems.map(({ code }) => code)).toEqual(['second_parent'])
  })

  it('reads around a broken line', () => {
    const content = '\ufeff{"id":"b-1","title":"A"}\r\n{"id":"b-2"\r\n\r\n{"id":"b-3","title":"C"}\r\n'
    const { tasks, problems } = beads.read([{ path: 'issues.jsonl', content }], {})
    expect(tasks.map(({ externalId }) => externalId)).toEqual(['b-1', 'b-3'])
    expect(problems).toEqual([{ where: 'issues.jsonl:2', code: 'unreadable', text: expect.any(String) }])
  })

  it('names the loop as it is told, else by what ids have in common', () => {
    expect(read([{ id: 'b-1', title: 'A' }], 'Spring').loops).toEqual([{ key: 'Spring', name: 'Spring' }])
    expect(commonPrefix(['my-app-1', 'my-app-x.2'])).toBe('my-app')
    expect(commonPrefix(['my-app-1', 'my-lib-1'])).toBe('my')
    expect(commonPrefix(['a-1', 'b-1'])).toBe('')
  })
})
