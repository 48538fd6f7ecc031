import { describe, expect, it } from 'vitest'
import { imported, newComment, newLoop, newTask, workspace } from '../fixtures/memory-queue.ts'
import type { ExportDocument } from '../format.ts'
import { backlog } from './index.ts'

const one = `---
id: BACK-1
title: One # a remark
status: To Do
assignee: @mia
unknown: {a: [1, 2]}
dependencies:
  - BACK-2
  - BACK-99
milestone: m-0
priority: high
---

Body

## Comments

<!-- COMMENTS:BEGIN -->
author: @a
created: 2026-01-01 10:00
---
first
---
<!-- COMMENTS:END -->
`
const files = {
  'backlog/config.yml': 'project_name: "P"\nstatuses: ["To Do", "In Progress", "Done"]\ntask_prefix: "back"\n',
  'backlog/milestones/m-0 - spring.md': '---\nid: m-0\ntitle: "Spring"\n---\n',
  'backlog/tasks/back-1 - One.md': one,
  'backlog/tasks/back-2 - Two.md': '---\r\nid: BACK-2\r\ntitle: Two\r\nstatus: Done\r\n---\r\n\r\nText\r\n',
  'backlog/completed/back-3 - Three.md': '---\nid: BACK-3\ntitle: Three\nstatus: Done\n---\n',
  'backlog/drafts/draft-1 - Idea.md': '---\nid: DRAFT-1\ntitle: Idea\nstatus: Draft\n---\n',
}
const read = () =>
  imported(
    backlog.read(
      Object.entries(files).map(([path, content]) => ({ path, content })),
      {},
    ),
    'backlog',
  )
const write = (document: ExportDocument) => Object.fromEntries(backlog.write(document).files.map(({ path, content }) => [path, content]))
const taskOf = (document: ExportDocument, title: string) => document.tasks.find(({ row }) => row.title.startsWith(title))!

describe('writing a Backlog.md folder', () => {
  it('writes every file as it was where nothing changed', () => {
    expect(write(read())).toEqual(files)
  })

  it('changes the lines of what changed here, and no other', () => {
    const document = read()
    Object.assign(taskOf(document, 'One').row, { status: 'in_progress', title: 'One: more', priority: 'none', due_date: '2026-12-24' })
    taskOf(document, 'One').edges = []
    const expected = one
      .replace('title: One # a remark', "title: 'One: more'")
      .replace('status: To Do', 'status: In Progress')
      .replace('@mia', "'@mia'")
      .replace('  - BACK-2\n', '')
      .replace('priority: high\n', "due_date: '2026-12-24'\n")
    expect(write(document)['backlog/tasks/back-1 - One.md']).toBe(expected)
  })

  it('writes a new body with the line ends of the file, and leaves the comments beneath', () => {
    const document = read()
    for (const title of ['One', 'Two']) taskOf(document, title).row.body = 'New\nbody'
    const written = write(document)
    expect(written['backlog/tasks/back-1 - One.md']).toBe(one.replace('\nBody\n', '\nNew\nbody\n'))
    expect(written['backlog/tasks/back-2 - Two.md']).toBe('---\r\nid: BACK-2\r\ntitle: Two\r\nstatus: Done\r\n---\r\n\r\nNew\r\nbody\r\n')
  })

  it('adds comments to those there are', () => {
    const document = read()
    taskOf(document, 'One').comments.push(newComment('K', 'x', 'second\n---\nof two'))
    const added = '\nauthor: Mia\ncreated: 2026-05-01 12:00\n---\nsecond\n***\nof two\n---\n'
    expect(write(document)['backlog/tasks/back-1 - One.md']).toBe(one.replace('first\n---\n', `first\n---\n${added}`))
  })

  it('a draft that is approved becomes a task, and what is reopened leaves completed/', () => {
    const document = read()
    taskOf(document, 'Idea').row.status = 'approved'
    taskOf(document, 'Three').row.status = 'open'
    const written = write(document)
    expect(Object.keys(written).filter((path) => /drafts|completed|-[34] /.test(path))).toEqual([
      'backlog/tasks/back-3 - Three.md',
      'backlog/tasks/back-4 - Idea.md',
    ])
    expect(written['backlog/tasks/back-4 - Idea.md']).toBe('---\nid: BACK-4\ntitle: Idea\nstatus: To Do\n---\n')
    expect(written['backlog/tasks/back-3 - Three.md']).toBe('---\nid: BACK-3\ntitle: Three\nstatus: To Do\n---\n')
  })

  it('names a milestone by its id, or by its title where it has none', () => {
    const document = read()
    document.loops.push({ row: newLoop('L9', 'Summer'), comments: [] })
    taskOf(document, 'Three').row.loop_id = taskOf(document, 'One').row.loop_id
    taskOf(document, 'One').row.loop_id = 'L9'
    expect(write(document)['backlog/completed/back-3 - Three.md']).toContain('\nmilestone: m-0\n')
    expect(write(document)['backlog/tasks/back-1 - One.md']).toContain('\nmilestone: Summer\n')
  })

  it('makes a project of a queue that was never imported', () => {
    const tasks = [
      newTask('A', { title: 'no', status: 'rejected', loop_id: 'L1', body: 'Text' }),
      newTask(
        'B',
        { title: '2026-01-01', parent_id: 'A', priority: 'urgent' },
        { edges: [{ kind: 'blocks', to: 'A' }], comments: [newComment('K', 'B', 'hm')] },
      ),
    ]
    const document = { workspace, loops: [{ row: newLoop('L1', 'Spring'), comments: [] }], tasks, frames: [] }
    expect(backlog.write(document)).toMatchInlineSnapshot(`
      {
        "files": [
          {
            "content": "project_name: Demo
      default_status: To Do
      statuses:
        - To Do
        - In Progress
        - Won't Do
        - Done
      labels: []
      date_format: yyyy-mm-dd
      task_prefix: task
      ",
            "path": "backlog/config.yml",
          },
          {
            "content": "---
      id: TASK-1
      title: 'no'
      status: Won't Do
      assignee: []
      created_date: 2026-05-01 12:00
      labels: []
      milestone: Spring
      dependencies: []
      ---

      Text
      ",
            "path": "backlog/tasks/task-1 - no.md",
          },
          {
            "content": "---
      id: TASK-2
      title: '2026-01-01'
      status: To Do
      assignee: []
      created_date: 2026-05-01 12:00
      labels: []
      dependencies:
        - TASK-1
      parent_task_id: TASK-1
      priority: high
      ---

      ## Comments

      <!-- COMMENTS:BEGIN -->
      author: Mia
      created: 2026-05-01 12:00
      ---
      hm
      ---
      <!-- COMMENTS:END -->
      ",
            "path": "backlog/tasks/task-2 - 2026-01-01.md",
          },
        ],
        "lossy": [
          "Backlog.md has no priority above high (1)",
        ],
      }
    `)
  })
})
