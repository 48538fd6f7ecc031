import { describe, expect, it } from 'vitest'
import { imported, newComment, newLoop, newTask, workspace } from '../fixtures/memory-queue.ts'
import type { ExportDocument } from '../format.ts'
import { taskmaster } from './index.ts'

const read = (top: unknown) => imported(taskmaster.read([{ path: 'tasks.json', content: JSON.stringify(top) }], {}), 'taskmaster')
const write = (document: ExportDocument) => JSON.parse(taskmaster.write(document).files[0]!.content)
const rowOf = (document: ExportDocument, title: string) => document.tasks.find(({ row }) => row.title === title)!.row

const source = {
  master: {
    tasks: [
      {
        id: 1,
        title: 'One',
        description: 'What',
        details: 'How',
        status: 'in-progress',
        priority: 'high',
        dependencies: ['99'],
        odd: { a: 1 },
        subtasks: [{ id: 1, title: 'Part', status: 'pending', dependencies: [] }],
      },
      { id: 2, title: 'Two', status: 'pending', dependencies: [1, 98, '1.1'], priority: 'low' },
    ],
    metadata: { any: 'thing' },
  },
  other: { tasks: [], metadata: {} },
}

describe('writing tasks.json', () => {
  it('writes what changed here and leaves all else', () => {
    const document = read(source)
    Object.assign(rowOf(document, 'One'), { status: 'shipped', body: 'New\n\n## Test strategy\n\nTry' })
    Object.assign(rowOf(document, 'Two'), { title: 'Zwei', priority: 'none', due_date: '2026-01-01' })
    const [one, two] = write(document).master.tasks
    expect(one).toEqual({ ...source.master.tasks[0], status: 'done', description: 'New', details: '', testStrategy: 'Try' })
    expect(two).toEqual({ id: 2, title: 'Zwei', status: 'pending', dependencies: [1, 98, '1.1'] })
    expect(taskmaster.write(document).lossy).toEqual(['task-master has no due dates (1)'])
  })

  it('keeps references that never became edges, takes out those removed here and adds new ones', () => {
    const document = read(source)
    const two = document.tasks.find(({ row }) => row.title === 'Two')!
    two.edges = [{ kind: 'blocks', to: rowOf(document, 'Part').id }]
    expect(write(document).master.tasks[1].dependencies).toEqual([98, '1.1'])
    document.tasks.push(newTask('Z', { title: 'New', loop_id: two.row.loop_id }))
    two.edges.push({ kind: 'blocks', to: 'Z' })
    expect(write(document).master.tasks[1].dependencies).toEqual([98, '1.1', 3])
  })

  it('gives a task that moved a new id, by which others then know it', () => {
    const document = read(source)
    rowOf(document, 'Part').parent_id = undefined
    const { tasks } = write(document).master
    expect(tasks.map(({ id, title }: { id: number; title: string }) => [id, title])).toEqual([
      [1, 'One'],
      [2, 'Two'],
      [3, 'Part'],
    ])
    expect(tasks[1].dependencies).toEqual([1, 98, 3])
  })

  it('a subtask without a priority keeps its own when that of its parent changes', () => {
    const document = read(source)
    rowOf(document, 'One').priority = 'urgent'
    expect(write(document).master.tasks[0]).toMatchObject({ priority: 'critical', subtasks: [{ priority: 'high' }] })
  })

  it('a task that went to another loop goes to its tag', () => {
    const document = read(source)
    document.loops.push({ row: newLoop('L9', 'Später & mehr'), comments: [] })
    rowOf(document, 'Two').loop_id = 'L9'
    const top = write(document)
    expect(Object.keys(top)).toEqual(['master', 'other', 'sp-ter-mehr'])
    expect(top['sp-ter-mehr'].tasks).toEqual([{ id: 1, title: 'Two', status: 'pending', dependencies: [98], priority: 'low' }])
  })

  it('writes new tasks, and says what it cannot', () => {
    const tasks = [
      newTask('A', { status: 'approved', loop_id: 'L1' }),
      newTask('B', { status: 'on_hold', parent_id: 'A', loop_id: 'L1', priority: 'low' }),
      newTask(
        'C',
        { status: 'rejected', parent_id: 'B', loop_id: 'L1', not_before: '2027-01-01T00:00:00.000Z' },
        {
          edges: [
            { kind: 'blocks', to: 'B' },
            { kind: 'related', to: 'A' },
          ],
        },
      ),
      newTask('D', { body: 'x' }, { comments: [newComment('K', 'D', 'hm')] }),
    ]
    const document = { workspace, loops: [{ row: newLoop('L1', 'Spring'), comments: [] }], tasks, frames: [] }
    const { spring, master } = write(document)
    expect(spring.tasks).toEqual([
      {
        id: 1,
        title: 'Task A',
        description: 'Task A',
        status: 'pending',
        dependencies: [],
        subtasks: [
          { id: 1, title: 'Task B', description: '', status: 'deferred', dependencies: [], priority: 'low', parentTaskId: 1 },
          { id: 2, title: 'Task C', description: '', status: 'cancelled', dependencies: [1], parentTaskId: 1 },
        ],
      },
    ])
    expect(master.tasks).toHaveLength(1)
    expect(taskmaster.write(document).lossy).toMatchInlineSnapshot(`
      [
        "task-master does not tell approved tasks from open ones (1)",
        "task-master wants a description: the title stands in for it (1)",
        "task-master has no start times (1)",
        "task-master has only dependencies, no other relations (1)",
        "task-master has one level of subtasks: deeper ones stand under their topmost parent (1)",
        "task-master has no comments (1)",
        "tasks without a loop stand in the tag master (1)",
      ]
    `)
  })

  it('an empty queue is a file that can be read', () => {
    const { files } = taskmaster.write({ workspace, loops: [], tasks: [], frames: [] })
    expect(files.map(({ path }) => path)).toEqual(['.taskmaster/tasks/tasks.json'])
    expect(JSON.parse(files[0]!.content)).toEqual({ master: { tasks: [], metadata: { description: 'Tasks for master context' } } })
  })
})
