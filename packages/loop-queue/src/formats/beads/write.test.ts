import { describe, expect, it } from 'vitest'
import { imported, newComment, newTask, workspace } from '../fixtures/memory-queue.ts'
import type { ExportDocument } from '../format.ts'
import { beads } from './index.ts'

const source = [
  {
    id: 'b-1',
    title: 'One',
    status: 'closed',
    closed_at: '2026-01-01T00:00:00Z',
    priority: 2,
    odd: 1,
    parent: 'b-2',
    dependencies: [
      { issue_id: 'b-1', depends_on_id: 'b-2', type: 'parent-child' },
      { issue_id: 'b-1', depends_on_id: 'b-9', type: 'blocks' },
    ],
  },
  { id: 'b-2', title: 'Two', status: 'open', comments: [{ id: 1, author: 'ida', text: 'hm', created_at: '2026-01-01T00:00:00Z' }] },
  { id: 'b-3', title: 'Three', description: 'x', dependencies: [{ issue_id: 'b-3', depends_on_id: 'b-1', type: 'waits-for' }] },
]
const read = () =>
  imported(beads.read([{ path: '.beads/issues.jsonl', content: source.map((record) => JSON.stringify(record)).join('\n') }], {}), 'beads')
const write = (document: ExportDocument) =>
  beads
    .write(document)
    .files[0]!.content.trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const taskOf = (document: ExportDocument, title: string) => document.tasks.find(({ row }) => row.title === title)!

describe('writing beads', () => {
  it('writes what changed here and leaves all else', () => {
    const document = read()
    Object.assign(taskOf(document, 'One').row, { status: 'approved', priority: 'urgent', parent_id: undefined })
    Object.assign(taskOf(document, 'Two').row, { status: 'rejected', due_date: '2026-05-01' })
    taskOf(document, 'Two').comments.push({ ...newComment('K', 'x', 'new'), created_at: '2026-03-01T00:00:00.000Z' })
    Object.assign(taskOf(document, 'Three').row, { body: 'y\n\n## Notes\n\nz' })
    taskOf(document, 'Three').edges = [{ kind: 'related', to: taskOf(document, 'Two').row.id }]
    const at = '2026-05-01T12:00:00.000Z'
    expect(write(document)).toEqual([
      { id: 'b-1', title: 'One', status: 'open', priority: 0, odd: 1, dependencies: [source[0]!.dependencies![1]] },
      {
        ...source[1],
        status: 'closed',
        closed_at: at,
        close_reason: 'rejected',
        due_at: '2026-05-01T00:00:00Z',
        comments: [
          source[1]!.comments![0],
          { id: 'K', issue_id: 'b-2', author: 'Mia', text: 'new', created_at: '2026-03-01T00:00:00.000Z' },
        ],
      },
      {
        ...source[2],
        description: 'y',
        notes: 'z',
        dependencies: [{ issue_id: 'b-3', depends_on_id: 'b-2', type: 'related', created_at: at }],
      },
    ])
  })

  it('writes new tasks as new records with the prefix of the others', () => {
    const document = read()
    document.tasks.push(
      newTask('01JABCDEFGH', { priority: 'medium', parent_id: taskOf(document, 'Two').row.id, not_before: '2026-06-01T00:00:00.000Z' }),
    )
    expect(write(document).at(-1)).toEqual({
      _type: 'issue',
      id: 'b-cdefgh',
      title: 'Task 01JABCDEFGH',
      description: undefined,
      status: 'open',
      priority: 2,
      defer_until: '2026-06-01T00:00:00.000Z',
      issue_type: 'task',
      created_at: '2026-05-01T12:00:00.000Z',
      updated_at: '2026-05-01T12:00:00.000Z',
      dependencies: [{ issue_id: 'b-cdefgh', depends_on_id: 'b-2', type: 'parent-child', created_at: '2026-05-01T12:00:00.000Z' }],
    })
  })

  it('an empty queue is an empty file', () => {
    expect(beads.write({ workspace, loops: [], tasks: [], frames: [] }).files).toEqual([{ path: '.beads/issues.jsonl', content: '' }])
  })
})
