import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imported } from './fixtures/memory-queue.ts'
import { seed } from './fixtures/seed.ts'
import type { FormatName, SourceDocument, SourceFile } from './format.ts'
import { formats } from './index.ts'

const json = fc.jsonValue({ maxDepth: 3 })
const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('a\r\nb', '  two  ', '## Details', 'x\n\n## Details\n\ny', 'é👍', '\ud800', '\0'),
)
const text = fc.oneof(word, json)
const id = fc.oneof(fc.nat(6), fc.nat(6).map(String), fc.constantFrom('1.1', '2.1', 'x', '', null))
const reference = fc.oneof(id, json)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

/** Records with all the keys that the formats know, of the right type and of others, and some that nobody knows. */
const taskmasterTask = fc.letrec((tie) => ({
  task: fc.record(
    {
      id,
      title: text,
      description: text,
      details: text,
      testStrategy: text,
      status: fc.oneof(fc.constantFrom('pending', 'done', 'review', 'cancelled', 'odd'), json),
      priority: fc.oneof(fc.constantFrom('high', 'low', 'critical', 'odd'), json),
      dependencies: fc.oneof({ weight: 4, arbitrary: fc.array(reference, { maxLength: 4 }) }, { weight: 1, arbitrary: json }),
      subtasks: fc.oneof(
        { weight: 4, arbitrary: fc.array(tie('task'), { maxLength: 3, depthIdentifier: 'subtasks' }) },
        { weight: 1, arbitrary: json },
      ),
      extra: json,
    },
    { requiredKeys: ['id'] },
  ),
})).task

const taskmasterFile = fc.dictionary(
  fc.constantFrom('master', 'next', '9', '__proto__'),
  fc.record({ tasks: fc.array(taskmasterTask, { maxLength: 6 }), metadata: maybe(json) }),
)
const beadsLine = fc.record(
  {
    _type: fc.constantFrom('issue', 'memory'),
    id: fc.oneof(
      fc.nat(6).map((number) => `b-${number}`),
      json,
    ),
    title: text,
    description: text,
    notes: text,
    status: fc.oneof(fc.constantFrom('open', 'closed', 'deferred', 'tombstone', 'odd'), json),
    priority: fc.oneof(fc.nat(5), json),
    due_at: fc.oneof(fc.constantFrom('2026-02-30', '2026-02-20T10:00:00+05:00'), json),
    comments: fc.oneof(fc.array(fc.record({ author: text, text, created_at: json }), { maxLength: 3 }), json),
    dependencies: fc.oneof(
      fc.array(
        fc.record({
          depends_on_id: fc.nat(6).map((number) => `b-${number}`),
          type: fc.constantFrom('blocks', 'parent-child', 'related', 'odd'),
        }),
        { maxLength: 4 },
      ),
      json,
    ),
    extra: json,
  },
  { requiredKeys: ['id'] },
)

const line = fc.constantFrom(
  'title: A',
  'title: "x: y"',
  "title: '1'",
  'status: Done',
  'status: To Do',
  'priority: high',
  'assignee: @mia',
  'milestone: M',
  'dependencies: [task-1, TASK-02]',
  'dependencies:\n  - TASK-3',
  'parent_task_id: task-1',
  'due_date: 2026-01-01',
  'x: {a: [b, c]}',
  '# a comment',
  'y: |\n  more\n  text',
  '*bad',
  'z: &a b',
)
const comments = '## Comments\n\n<!-- COMMENTS:BEGIN -->\nauthor: @a\ncreated: 2026-01-01 10:00\n---\none\n---\n<!-- COMMENTS:END -->\n'
const markdown = fc
  .record({
    id: fc.nat(5),
    lines: fc.uniqueArray(line, { maxLength: 6 }),
    below: word,
    comments: fc.constantFrom('', `\n${comments}`),
    crlf: fc.boolean(),
    bom: fc.boolean(),
  })
  .map((file) => {
    const content = `---\nid: TASK-${file.id}\n${file.lines.join('\n')}\n---\n${file.below}${file.comments}`
    return `${file.bom ? '\ufeff' : ''}${file.crlf ? content.replaceAll('\n', '\r\n') : content}`
  })

const sources: Record<Exclude<FormatName, 'loop'>, fc.Arbitrary<SourceFile[]>> = {
  taskmaster: taskmasterFile.map((top) => [{ path: 'tasks.json', content: JSON.stringify(top) }]),
  beads: fc
    .array(beadsLine, { maxLength: 8 })
    .map((list) => [{ path: 'issues.jsonl', content: list.map((record) => JSON.stringify(record)).join('\n') }]),
  backlog: fc
    .array(markdown, { maxLength: 6 })
    .map((list) => list.map((content, index) => ({ path: `backlog/${index < 4 ? 'tasks' : 'drafts'}/${index}.md`, content }))),
}

/** What a source says, without the places at which it says so: they move up when records before them are left out. */
function meaning({ tasks, loops, frames }: SourceDocument) {
  const tasksWithoutPlace = tasks.map(({ where: _where, record: { source }, ...task }) => ({ ...task, source }))
  return JSON.parse(JSON.stringify({ tasks: tasksWithoutPlace, loops, frames }))
}

describe.each(Object.keys(sources) as (keyof typeof sources)[])('%s', (name) => {
  const format = formats[name]

  it(`reads what it wrote of what it read, whatever that was, the same (seed ${seed})`, () => {
    fc.assert(
      fc.property(sources[name], fc.boolean(), (files, approve) => {
        const first = format.read(files, {})
        const second = format.read(format.write(imported(first, name, approve)).files, {})
        if (first.tasks.length > 0) expect(meaning(second)).toEqual(meaning(first))
      }),
      { seed, numRuns: 100 },
    )
  })

  it(`goes through our own format without loss (seed ${seed})`, () => {
    fc.assert(
      fc.property(sources[name], (files) => {
        const queue = imported(format.read(files, {}), name)
        const own = formats.loop.write(queue).files
        const read = formats.loop.read(own, {})
        expect(read.problems).toEqual([])
        const again = imported(read, 'loop')
        expect(formats.loop.write(again).files).toEqual(own)
        expect(format.write(again).files).toEqual(format.write(queue).files)
      }),
      { seed, numRuns: 50 },
    )
  })

  it(`writes titles and bodies that changed here so that they are read again (seed ${seed})`, () => {
    const body = fc.string({ maxLength: 30 }).map((value) => `x${value}x`.toWellFormed().replaceAll(/[\0\r]/g, ''))
    const title = fc.string({ maxLength: 30 }).map((value) => `x${value}`.replaceAll(/\s+/g, ' ').replaceAll('\0', '').trim())
    fc.assert(
      fc.property(sources[name], fc.array(fc.tuple(title, body), { minLength: 12, maxLength: 12 }), (files, texts) => {
        const queue = imported(format.read(files, {}), name)
        for (const [index, task] of queue.tasks.entries())
          Object.assign(task.row, { title: texts[index % 12]![0], body: texts[index % 12]![1] })
        const read = format.read(format.write(queue).files, {}).tasks
        const said = ({ title: a, body: b }: { title: string; body: string }) => `${a}\n${b}`
        expect(read.map(said).toSorted()).toEqual(queue.tasks.map(({ row }) => said(row)).toSorted())
      }),
      { seed, numRuns: 100 },
    )
  })
})
