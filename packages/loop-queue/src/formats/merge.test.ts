import { describe, expect, it } from 'vitest'
import { newComment, newTask } from './fixtures/memory-queue.ts'
import type { ImportedValues, SourceTask } from './format.ts'
import { mergeImport } from './merge.ts'
import { importedValues, statusAtImport } from './values.ts'

const source = (changes: Partial<SourceTask> = {}): SourceTask => ({
  namespace: '',
  externalId: '1',
  where: 'file 1',
  title: 'Title',
  body: 'Body',
  state: 'waiting',
  priority: 'low',
  edges: [],
  comments: [],
  record: { file: 'file', place: 0, source: {} },
  ...changes,
})
const context = { approve: false, taskId: (id: string) => `T${id}`, loopId: (key: string) => `L${key}` }
const values = (task: SourceTask, approve = false): ImportedValues => importedValues(task, { ...context, approve })

function merge({
  before = source(),
  now = source(),
  here = {},
  approve = false,
  rest = {},
}: {
  before?: SourceTask
  now?: SourceTask
  here?: object
  approve?: boolean
  rest?: object
}) {
  const ours = values(before)
  const { state: _state, edges, comments: _comments, ...row } = ours
  const present = newTask('T1', { ...row, ...here }, { edges: edges.map(({ kind, to }) => ({ kind, to })), ...rest })
  return mergeImport({ ours, present, source: now, incoming: values(now, approve) })
}

describe('a second import of a task', () => {
  it('changes nothing where the source says the same', () => {
    const { verdicts, take, edges, comments, problems } = merge({})
    expect(new Set(Object.values(verdicts))).toEqual(new Set(['unchanged']))
    expect({ take, edges, comments, problems }).toEqual({ take: {}, edges: { add: [], remove: [] }, comments: [], problems: [] })
  })

  it('takes what changed only there, also what is gone there', () => {
    const before = source({ dueDate: '2026-01-01', parent: '2' })
    const now = source({ title: 'New', state: 'shipped', loop: 'a' })
    expect(merge({ before, now }).take).toEqual({
      title: 'New',
      status: 'shipped',
      due_date: undefined,
      parent_id: undefined,
      loop_id: 'La',
    })
  })

  it('keeps what changed here, and reports it only if it changed there as well', () => {
    expect(merge({ here: { title: 'Mine' } })).toMatchObject({ take: {}, problems: [] })
    const { take, verdicts, problems } = merge({ now: source({ title: 'Theirs', body: 'Theirs' }), here: { title: 'Mine' } })
    expect(take).toEqual({ body: 'Theirs' })
    expect(verdicts).toMatchObject({ title: 'kept', body: 'taken' })
    expect(problems).toEqual([{ where: 'file 1', code: 'changed_here', text: '1: title changed there and here; ours was kept.' }])
  })

  it('reports a conflict once: the next import has the same to compare with', () => {
    const now = source({ title: 'Theirs' })
    const { ours } = merge({ now, here: { title: 'Mine' } })
    const again = mergeImport({ ours, present: newTask('T1', { ...ours, title: 'Mine' } as object), source: now, incoming: values(now) })
    expect(again.problems).toEqual([])
    expect(again.take).toEqual({})
  })

  it('is content where both changed to the same', () => {
    expect(merge({ now: source({ title: 'Same' }), here: { title: 'Same' } })).toMatchObject({ take: {}, problems: [] })
  })

  it('does not take approval for a change there', () => {
    expect(merge({ approve: true }).take).toEqual({})
    expect(merge({ approve: true }).ours.status).toBe('open')
    expect(merge({ now: source({ state: 'shipped' }), here: { status: 'approved' } }).take).toEqual({ status: 'shipped' })
    expect(merge({ now: source({ state: 'on_hold' }), here: { status: 'in_progress' } }).problems).toHaveLength(1)
  })

  it('adds and removes single edges; what changed here stays', () => {
    const edge = (to: string) => ({ kind: 'blocks' as const, to, ref: to })
    const before = source({ edges: [edge('2'), edge('3'), edge('4')] })
    const now = source({ edges: [edge('3'), edge('4'), edge('5')] })
    const here = [
      { kind: 'blocks', to: 'T2' },
      { kind: 'blocks', to: 'T4' },
      { kind: 'related', to: 'T9' },
    ]
    expect(merge({ before, now, rest: { edges: here } }).edges).toEqual({
      add: [{ kind: 'blocks', to: 'T5' }],
      remove: [{ kind: 'blocks', to: 'T2' }],
    })
  })

  it('adds new comments, neither those that were deleted here nor those that came from here', () => {
    const comment = (body: string) => ({ author: 'Mia', body })
    const before = source({ comments: [comment('old'), comment('deleted')] })
    const now = source({ comments: [comment('old'), comment('deleted'), comment('old'), comment('exported'), comment('new')] })
    const present = [newComment('C1', 'T1', 'old'), newComment('C2', 'T1', 'exported')]
    expect(merge({ before, now, rest: { comments: present } }).comments.map(({ body }) => body)).toEqual(['old', 'new'])
  })
})

describe('statusAtImport()', () => {
  it('approves what waits if asked to; never anything else, and nothing is in progress', () => {
    const status = (state: SourceTask['state'], approve: boolean) => statusAtImport(source({ state }), approve)
    expect(['waiting', 'draft', 'shipped', 'rejected', 'on_hold'].map((state) => status(state as SourceTask['state'], true))).toEqual([
      'approved',
      'open',
      'shipped',
      'rejected',
      'on_hold',
    ])
    expect(status('waiting', false)).toBe('open')
    expect(statusAtImport(source({ row: newTask('T1', { status: 'in_progress' }).row }), false)).toBe('approved')
  })
})
