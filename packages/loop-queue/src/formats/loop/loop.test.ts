import { describe, expect, it } from 'vitest'
import { imported, newComment, newLoop, newTask, workspace } from '../fixtures/memory-queue.ts'
import type { ExportDocument } from '../format.ts'
import { loop } from './index.ts'

const full: ExportDocument = {
  workspace: { ...workspace, ai_context: 'Be kind.' },
  loops: [
    {
      row: {
        ...newLoop('L1', 'Spring'),
        status: 'on_hold',
        held_at: '2026-01-01T00:00:00.000Z',
        priority: 1.5,
        visibility: 'private',
        shares: ['ida'],
      },
      comments: [{ ...newComment('C3', '', 'on the loop'), task_id: null, loop_id: 'L1' }],
    },
    { row: newLoop('L2', 'Empty'), comments: [] },
  ],
  tasks: [
    newTask('A', { status: 'approved', loop_id: 'L1', failures: 2, due_date: null, parent_id: 'C' }),
    newTask(
      'B',
      {
        status: 'on_hold',
        dead_at: '2026-01-02T00:00:00.000Z',
        dead_reason: 'lease ran out 3 times',
        not_before: '2026-01-03T00:00:00.000Z',
      },
      {
        edges: [
          { kind: 'related', to: 'A' },
          { kind: 'blocks', to: 'A' },
        ],
        comments: [newComment('C1', 'B', 'one'), { ...newComment('C2', 'B', 'two'), reply_to_id: 'C1' }],
      },
    ),
    newTask('C', { status: 'shipped', shipped_at: '2026-01-04T00:00:00.000Z', shipped_by: 'me' }),
    newTask('D', { status: 'open', priority: 'urgent' }),
  ],
  frames: [],
}

describe('our own format', () => {
  it('says everything, and nothing that is null', () => {
    const top = JSON.parse(loop.write(full).files[0]!.content)
    expect(Object.keys(top)).toEqual(['schema_version', 'workspace', 'loops', 'tasks', 'dependencies', 'comments'])
    expect(top.workspace).toEqual(full.workspace)
    expect(top.loops).toEqual(full.loops.map(({ row }) => row))
    expect(top.tasks[0]).toEqual({ ...full.tasks[0]!.row, due_date: undefined })
    expect(top.dependencies).toEqual([
      { task_id: 'B', depends_on_id: 'A', kind: 'blocks' },
      { task_id: 'B', depends_on_id: 'A', kind: 'related' },
    ])
    expect(top.comments.map(({ id }: { id: string }) => id)).toEqual(['C1', 'C2', 'C3'])
  })

  it('is the same after an import into an empty queue', () => {
    const written = loop.write(full)
    const read = loop.read(written.files, {})
    expect(read.problems).toEqual([])
    expect(read.tasks.map(({ externalId, parent, state }) => [externalId, parent, state])).toEqual([
      ['C', undefined, 'shipped'],
      ['A', 'C', 'waiting'],
      ['B', undefined, 'on_hold'],
      ['D', undefined, 'draft'],
    ])
    expect(loop.write(imported(read, 'loop', true))).toEqual(written)
  })

  it('writes what is in progress as approved, and says so', () => {
    const { files, lossy } = loop.write({ ...full, tasks: [newTask('A', { status: 'in_progress' })] })
    expect(files[0]!.content).toContain('"status": "approved"')
    expect(lossy).toEqual(['a lease does not travel: what is in progress is written as approved (1)'])
  })

  it('keeps keys of tasks that it does not know, but writes no columns of a database', () => {
    const top = JSON.parse(loop.write(full).files[0]!.content)
    top.tasks[3].colour = 'red'
    const queue = imported(loop.read([{ path: 'q.json', content: JSON.stringify(top) }], {}), 'loop')
    Object.assign(queue.tasks[0]!.row, { lease_holder: 'somebody', version: 3 })
    expect(JSON.parse(loop.write(queue).files[0]!.content)).toEqual(top)
  })
})
