import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { CommandDefinition } from '../../command.ts'
import { defineModule } from '../../module.ts'
import { operation } from '../../operation.ts'
import { streamedText } from '../../streamed.ts'
import { text } from '../../text.ts'
import { testCommandLine } from './fixtures/command.ts'

const rateBook = operation({
  name: 'rate_book',
  title: 'Rate book',
  summary: 'Say what you think of a book.',
  kind: 'effect',
  roles: ['user'],
  flags: { review_type: 'type' },
  input: z.object({ review_type: text(9), book: text(9), details: z.record(z.string(), z.unknown()).optional() }),
  output: z.looseObject({}),
  run: async (input) => input,
})
const createBook = operation({
  ...rateBook,
  name: 'create_book',
  command: 'book create',
  input: z.object({}),
  run: async () => ({ by: 'operation' }),
})
const printBook = operation({
  ...rateBook,
  name: 'print_book',
  command: 'book print',
  tool: false,
  flags: {},
  input: z.object({}),
  output: streamedText,
  run: async () => ({ type: 'text/plain', pieces: [] }),
})

const ownCreate: CommandDefinition = {
  name: 'book create',
  summary: 'Make a book.',
  async run(words, { print, format }) {
    await print({ data: [{ by: 'command', words: words.length, format }] }, words.includes('--said') ? () => 'Made.\u001b[31m' : undefined)
    return 0
  },
}

let line: ReturnType<typeof testCommandLine>
beforeAll(() => {
  line = testCommandLine([
    defineModule({ name: 'books', title: 'Books', operations: [rateBook, createBook, printBook], commands: [ownCreate] }),
  ])
})
afterAll(() => line.close())
const said = async (...words: string[]) => (await line.run(words)).stdout

describe("a module's own command", () => {
  test('takes the place of an operation with its words', async () => {
    expect(await said('book', 'create', '--json')).toContain('"by": "command"')
  })

  test('prints an answer in the form that is asked for', async () => {
    expect(await said('book', 'create', '--format', 'csv')).toBe('by,words,format\ncommand,2,csv\n')
    expect(await said('book', 'create')).toBe('data (1):\n  by       words  format\n  command  0      human\n')
    expect(await said('book', 'create', '--said')).toBe('Made.[31m\n')
    expect(JSON.parse(await said('book', 'create', '--said', '--json'))).toMatchObject({ data: [{ format: 'json' }] })
  })
})

test('an answer that only HTTP can give has no command unless the module brings one', async () => {
  expect(await line.run(['book', 'print'])).toMatchObject({ exitCode: 2, stdout: '' })
})

describe('an argument', () => {
  test('goes by the name that the operation gives its option, also where it is missing', async () => {
    expect(JSON.parse(await said('book', 'rate', '--type', 'good', '--book', 'x', '--json'))).toEqual({ review_type: 'good', book: 'x' })
    expect((await line.run(['book', 'rate', '--book', 'x'])).stderr).toContain('This needs --type.\n  --type may go')
    expect((await line.run(['book', 'rate', '--review-type', 'x'])).stderr).toContain("Unknown option '--review-type'")
  })

  test('of JSON may be the name of a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loop-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'x.json')
    writeFileSync(file, '{"pages":3}')
    expect(JSON.parse(await said('book', 'rate', 'good', '--book', 'x', '--details', `@${file}`, '--json'))).toMatchObject({
      details: { pages: 3 },
    })
    const { exitCode, stderr } = await line.run(['book', 'rate', 'good', '--book', 'x', '--details', '@/nowhere'])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('Error: --details names the file "/nowhere", which cannot be read.')])
  })
})
