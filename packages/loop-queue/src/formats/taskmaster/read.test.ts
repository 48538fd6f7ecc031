import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures/files.ts'
import { taskmaster } from './index.ts'

const file = (value: unknown) => [{ path: 'tasks.json', content: JSON.stringify(value) }]
const read = (tasks: unknown[]) => taskmaster.read(file({ master: { tasks } }), {})
const one = (task: object) => read([{ id: 1, title: 'One', ...task }]).tasks[0]!
const codes = (tasks: unknown[]) => read(tasks).problems.map(({ where, code }) => `${where} ${code}`)

describe('reading tasks.json', () => {
  it('gives tasks, subtasks and tags of a file that task-master wrote', () => {
    const { tasks, loops, problems } = taskmaster.read(fixture('taskmaster'), {})
    expect(loops.map(({ name }) => name)).toEqual(['master', 'feature-x'])
    expect(tasks.map(({ namespace, externalId, state, parent }) => [namespace, externalId, state, parent])).toEqual([
      ['master', '1', 'on_hold', undefined],
      ['master', '1.1', 'waiting', '1'],
      ['master', '2', 'waiting', undefined],
      ['master', '2.1', 'waiting', '2'],
      ['master', '2.2', 'shipped', '2'],
      ['feature-x', '1', 'waiting', undefined],
    ])
    expect(tasks[2]?.edges).toEqual([{ kind: 'blocks', to: '1', ref: '1' }])
    expect(problems.map(({ code, where }) => [code, where])).toEqual([['dangling', 'tasks.json: master 1.1']])
  })

  it('takes a file without tags for the tag master', () => {
    const { loops, tasks } = taskmaster.read(file({ tasks: [{ id: 1, title: 'A' }], metadata: {} }), {})
    expect(loops).toEqual([{ key: 'master', name: 'master' }])
    expect(tasks).toHaveLength(1)
  })

  it.each([
    ['pending', 'waiting'],
    ['in-progress', 'waiting'],
    ['blocked', 'waiting'],
    ['done', 'shipped'],
    ['completed', 'shipped'],
    ['cancelled', 'rejected'],
    ['deferred', 'on_hold'],
    ['review', 'on_hold'],
  ])('status %s is %s', (status, state) => {
    expect(one({ status }).state).toBe(state)
  })

  it('an unknown status is open, and a problem', () => {
    expect(one({ status: 'paused' }).state).toBe('draft')
    expect(codes([{ id: 1, title: 'A', status: 'paused' }])).toEqual(['tasks.json: master 1 unknown_status'])
  })

  it.each([
    ['critical', 'urgent'],
    ['high', 'high'],
    ['medium', 'medium'],
    ['low', 'low'],
    [undefined, 'none'],
  ])('priority %s is %s', (priority, ours) => {
    expect(one({ priority }).priority).toBe(ours)
  })

  it('a subtask without a priority takes that of its parent', () => {
    const subtasks = [
      { id: 1, title: 'S' },
      { id: 2, title: 'T', priority: 'low' },
    ]
    const { tasks } = read([{ id: 1, title: 'A', priority: 'high', subtasks }])
    expect(tasks.map(({ priority }) => priority)).toEqual(['high', 'high', 'low'])
  })

  it('makes the body of description, details and test strategy', () => {
    expect(one({ description: 'What', details: 'How', testStrategy: 'Try' }).body).toBe(
      'What\n\n## Details\n\nHow\n\n## Test strategy\n\nTry',
    )
    expect(one({ description: '', details: 'How' }).body).toBe('## Details\n\nHow')
  })

  it('ids are numbers or texts; in a subtask a value without a dot is a sibling', () => {
    const subtasks = [
      { id: 1, title: 'S' },
      { id: '2', title: 'T', dependencies: [1, '7', '7.1'] },
    ]
    const { tasks } = read([
      { id: '5', title: 'A', subtasks },
      { id: 7, title: 'B', dependencies: ['5', '5.1'], subtasks: [{ id: 1, title: 'U' }] },
    ])
    expect(tasks.map(({ externalId, edges }) => [externalId, edges.map(({ to }) => to)])).toEqual([
      ['5', []],
      ['5.1', []],
      ['5.2', ['5.1', '7.1']],
      ['7', ['5', '5.1']],
      ['7.1', []],
    ])
  })

  it('reports defects with their places and reads the rest', () => {
    expect(codes([{ id: 1, title: 'A', dependencies: [9, 1] }, { id: 1, title: 'B' }, 7, { title: 'no id' }, { id: 2 }])).toEqual([
      'tasks.json: master task 3 no_record',
      'tasks.json: master task 4 no_id',
      'tasks.json: master 2 no_title',
      'tasks.json: master 1 repeated_id',
      'tasks.json: master 1 dangling',
      'tasks.json: master 1 cycle',
    ])
    expect(
      read([
        { id: 1, title: 'A' },
        { id: 1, title: 'B' },
        { id: 1, title: 'C' },
      ]).tasks.map(({ externalId }) => externalId),
    ).toEqual(['1', '1#2', '1#3'])
  })

  it('leaves out the edge that closes a cycle, parent edges first', () => {
    const { tasks, problems } = read([
      { id: 1, title: 'A', dependencies: [2] },
      { id: 2, title: 'B', dependencies: [1], subtasks: [{ id: 1, title: 'S', dependencies: ['1', '2'] }] },
    ])
    expect(tasks.map(({ edges }) => edges.map(({ to }) => to))).toEqual([['2'], [], []])
    expect(problems.map(({ code }) => code)).toEqual(['dangling', 'cycle', 'cycle'])
  })

  it('cuts long texts and keeps the whole in the record', () => {
    const long = { id: 1, title: '👍'.repeat(501), description: 'x'.repeat(65_537) }
    const { tasks, problems } = read([long])
    expect([...tasks[0]!.title]).toHaveLength(500)
    expect(tasks[0]!.body).toHaveLength(65_536)
    expect(tasks[0]!.record.source).toEqual(long)
    expect(problems.map(({ code }) => code)).toEqual(['too_long', 'too_long'])
  })

  it('tidies a title of several lines', () => {
    expect(one({ title: ' a\n\tb\u0000 ' }).title).toBe('a b\ufffd')
  })
})
