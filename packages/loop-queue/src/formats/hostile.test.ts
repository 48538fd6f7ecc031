import { describe, expect, it } from 'vitest'
import { imported } from './fixtures/memory-queue.ts'
import type { FormatName, SourceFile } from './format.ts'
import { detectFormat, formats } from './index.ts'

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
const tasks = (...list: string[]): SourceFile[] => [{ path: 'tasks.json', content: `{"master":{"tasks":[${list.join(',')}]}}` }]
const lines = (...list: string[]): SourceFile[] => [{ path: 'issues.jsonl', content: list.join('\n') }]
const markdown = (front: string): SourceFile[] => [
  { path: 'tasks/a.md', content: `---\n${front}\n---\n` },
  { path: 'tasks/b.md', content: '---\nid: TASK-2\ntitle: Good\n---\n' },
]
const row =
  '{"id":"A","title":"Good","status":"open","created_by":"me","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}'
const ours = (...list: string[]): SourceFile[] => [{ path: 'q.json', content: `{"schema_version":1,"tasks":[${list.join(',')}]}` }]

const bomb = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...[...'bcdefghi'].map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`),
].join('\n')

describe('one bad record among good ones', () => {
  it.each<[string, FormatName, SourceFile[], string]>([
    [
      'JSON 10,000 deep in tasks.json',
      'taskmaster',
      tasks(`{"id":1,"title":"Deep","x":${nested(10_000)}}`, '{"id":2,"title":"Good"}'),
      'too_nested',
    ],
    [
      'JSON 10,000 deep in a subtask',
      'taskmaster',
      tasks(`{"id":2,"title":"Good","subtasks":[{"id":1,"x":${nested(10_000)}}]}`),
      'too_nested',
    ],
    [
      'JSON 10,000 deep in a line',
      'beads',
      lines(`{"id":"a-1","title":"Deep","x":${nested(10_000)}}`, '{"id":"a-2","title":"Good"}'),
      'too_nested',
    ],
    ['JSON 10,000 deep in our own format', 'loop', ours(`{"id":"D","x":${nested(10_000)}}`, row), 'too_nested'],
    ['a row without its fields in our own format', 'loop', ours('{"id":"D"}', row), 'bad_row'],
    ['a broken line', 'beads', lines('{"id":"a-1"', '{"id":"a-2","title":"Good"}'), 'unreadable'],
    ['a bomb of aliases', 'backlog', markdown(`id: TASK-1\n${bomb}`), 'bad_front_matter'],
    ['YAML 10,000 deep', 'backlog', markdown(`id: TASK-1\nx: ${nested(10_000)}`), 'bad_front_matter'],
    ['YAML that is long', 'backlog', markdown(`id: TASK-1\nx: ${'y'.repeat(70_000)}`), 'bad_front_matter'],
    [
      'front matter in JavaScript',
      'backlog',
      [{ path: 'tasks/a.md', content: '---js\nmodule.exports = {}\n---\n' }, ...markdown('id: TASK-1\ntitle: x').slice(1)],
      'no_front_matter',
    ],
  ])('%s is a problem, and the rest is read', (_what, name, files, code) => {
    const { tasks: read, problems } = formats[name].read(files, {})
    expect(read.map(({ title }) => title)).toEqual(['Good'])
    expect(problems.map((problem) => problem.code)).toEqual([code])
  })
})

describe('a whole file that is something else', () => {
  const files: SourceFile[][] = [
    [],
    [{ path: 'x.json', content: '' }],
    [{ path: 'x.json', content: nested(100_000) }],
    [{ path: 'x.json', content: '{"tasks":' }],
    [{ path: 'x.json', content: '\u0000\u0001\ufffdELF' }],
    [{ path: 'x.json', content: '[1,null,"a"]' }],
    [{ path: 'x.md', content: '# Notes' }],
  ]

  it.each(files.map((list, index) => [index, list] as const))(
    'number %i is no format, and a problem to each reader that is told to read it',
    (_index, list) => {
      expect(detectFormat(list)).toBeUndefined()
      for (const format of Object.values(formats)) {
        const { tasks: read, problems } = format.read(list, {})
        expect(read).toEqual([])
        if (list[0]?.content) expect(problems.length).toBeGreaterThan(0)
      }
    },
  )

  it('a newer version of our own format is not read', () => {
    const { problems } = formats.loop.read([{ path: 'x.json', content: '{"schema_version":2,"tasks":[]}' }], {})
    expect(problems).toEqual([{ where: 'x.json', code: 'unreadable', text: 'The schema_version is not 1; a newer release may read it.' }])
  })
})

describe('hostile names', () => {
  it('a tag, an id or a key called __proto__ is a name like any other', () => {
    const content = '{"__proto__":{"tasks":[{"id":"__proto__","title":"P","__proto__":{"x":1}}]}}'
    const written = formats.taskmaster.write(imported(formats.taskmaster.read([{ path: 'tasks.json', content }], {}), 'taskmaster'))
    expect(JSON.stringify(JSON.parse(written.files[0]!.content))).toBe(
      '{"__proto__":{"tasks":[{"id":"__proto__","title":"P","__proto__":{"x":1}}]}}',
    )
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  it('a path never leads out of where it is written', () => {
    const content = '{"id":"a-1","title":"A"}'
    const document = imported(formats.beads.read([{ path: '../../etc/../issues.jsonl', content }], {}), 'beads')
    expect(formats.beads.write(document).files.map(({ path }) => path)).toEqual(['etc/issues.jsonl'])
    const folder = imported(
      formats.backlog.read([{ path: '/abs/../backlog/tasks/a.md', content: '---\nid: TASK-1\ntitle: A\n---\n' }], {}),
      'backlog',
    )
    expect(formats.backlog.write(folder).files.map(({ path }) => path)).toEqual(['abs/backlog/tasks/a.md'])
  })

  it('20,000 tasks in a ring take no long search', () => {
    const list = Array.from(
      { length: 20_000 },
      (_, index) => `{"id":${index + 1},"title":"T","dependencies":[${((index + 1) % 20_000) + 1}]}`,
    )
    const { problems } = formats.taskmaster.read(tasks(...list), {})
    expect(problems.map(({ code }) => code)).toEqual(['cycle'])
  })
})
