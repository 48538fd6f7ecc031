import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../../module.ts'
import { operation } from '../../operation.ts'
import { testCommandLine } from './fixtures/command.ts'

const showAnswer = operation({
  name: 'show_answer',
  title: 'Show answer',
  summary: 'Answer what was asked.',
  kind: 'effect',
  roles: ['user'],
  input: z.object({ answer: z.record(z.string(), z.unknown()) }),
  output: z.looseObject({}),
  run: async ({ answer }) => answer,
})

let line: ReturnType<typeof testCommandLine>
beforeAll(() => {
  line = testCommandLine([defineModule({ name: 'answers', title: 'Answers', operations: [showAnswer] })])
})
afterAll(() => line.close())

const csvOf = async (answer: object) => (await line.run(['answer', 'show', '--answer', JSON.stringify(answer), '--format', 'csv'])).stdout

test('a list is a header and rows, with quotes where a value needs them', async () => {
  const stories = [
    { number: '1.2', title: 'Log in, log out', done: true, points: 3, tags: ['a', 'b'], note: 'Say "sorry"' },
    { number: '1.10', title: 'two\nlines', done: false, points: null, epic: { id: 'E' } },
  ]
  expect(await csvOf({ stories, next_cursor: null })).toBe(
    [
      'number,title,done,points,tags,note,epic',
      '1.2,"Log in, log out",true,3,"[""a"",""b""]","Say ""sorry""",',
      '1.10,"two\nlines",false,,,,"{""id"":""E""}"\n',
    ].join('\n'),
  )
})

test('`data` is the table also beside other lists', async () => {
  expect(await csvOf({ data: [{ id: 1 }], warnings: ['old'] })).toBe('id\n1\n')
})

test('what would move the cursor is left out', async () => {
  expect(await csvOf({ notes: [{ text: '\u001b[31mred' }] })).toBe('text\n[31mred\n')
})

test('no rows are no text', async () => {
  expect(await csvOf({ stories: [] })).toBe('')
})

test.each([[{ story: { id: 1 } }], [{ numbers: [1, 2] }], [{ open: [{ id: 1 }], closed: [{ id: 2 }] }], [{}]])(
  'what is no table is JSON: %j',
  async (answer) => {
    expect(await csvOf(answer)).toBe(`${JSON.stringify(answer, null, 2)}\n`)
  },
)
