import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCommandLine } from './fixtures/command.ts'
import { queue } from './fixtures/modules.ts'

let line: ReturnType<typeof testCommandLine>
beforeAll(() => {
  line = testCommandLine([queue])
})
afterAll(() => line.close())

/** What the operation kept of the options that were typed. */
async function detailsOf(...words: string[]) {
  const { stderr, stdout } = await line.run(['task', 'create', '--title', 'x', '--json', ...words])
  expect(stderr).toBe('')
  return JSON.parse(stdout).task.details
}

const defaults = { quiet: false, tries: 3 }

describe('an option becomes an argument:', () => {
  test.each<[string, string[], object]>([
    ['a number', ['--estimate', '2.5'], { estimate: 2.5 }],
    ['a whole number in place of a default', ['--tries', '1'], { tries: 1 }],
    ['a switch', ['--urgent', '--quiet'], { urgent: true, quiet: true }],
    ['a switch turned off', ['--no-urgent'], { urgent: false }],
    ['the last of two', ['--urgent', '--no-urgent'], { urgent: false }],
    ['an argument whose name begins with no', ['--no-cache'], { no_cache: true }],
    ['its opposite', ['--no-no-cache'], { no_cache: false }],
    ['text that looks like an option', ['--parent', '--urgent'], { parent: '--urgent' }],
    ['text behind an equals sign', ['--parent=a=b'], { parent: 'a=b' }],
    ['nothing', ['--no-parent'], { parent: null }],
    ['a list', ['--tags', 'a', 'b', '--tags', 'c d'], { tags: ['a', 'b', 'c d'] }],
    ['a list of choices', ['--sizes', 's', 'm'], { sizes: ['s', 'm'] }],
    ['a time', ['--due-at', '2026-02-01T10:00:00Z'], { due_at: '2026-02-01T10:00:00Z' }],
    ['an object', ['--meta', '{"a":"b"}'], { meta: { a: 'b' } }],
    [
      'objects one by one',
      ['--links', '{"url":"http://a.org"}', '{"url":"http://b.org"}'],
      { links: [{ url: 'http://a.org' }, { url: 'http://b.org' }] },
    ],
    ['objects in one list', ['--links', '[{"url":"http://a.org"}]'], { links: [{ url: 'http://a.org' }] }],
  ])('%s', async (_, words, details) => {
    expect(await detailsOf(...words)).toEqual({ ...defaults, ...details })
  })
})

describe('all arguments at once', () => {
  const create = (input: string, ...words: string[]) => line.run(['task', 'create', '--json', '--input', input, ...words])

  test('are taken from the option', async () => {
    const { stdout } = await create('{"title":"y","tries":2}')
    expect(JSON.parse(stdout).task).toMatchObject({ title: 'y', details: { tries: 2 } })
  })

  test('and a single option wins over them', async () => {
    const { stdout } = await create('{"title":"y","tries":2}', '--tries', '4')
    expect(JSON.parse(stdout).task).toMatchObject({ title: 'y', details: { tries: 4 } })
  })

  test('or from stdin', async () => {
    const stdin = new PassThrough()
    stdin.end('{"title":"ü"}')
    const { stdout } = await line.run(['task', 'create', '--input', '-', '--json'], { stdin })
    expect(JSON.parse(stdout).task.title).toBe('ü')
  })

  test.each(['[]', 'null', '"x"', '{', ''])('are an object and nothing else: %j', async (input) => {
    const { exitCode, stderr } = await create(input)
    expect(exitCode).toBe(2)
    expect(JSON.parse(stderr).error).toMatchObject({ code: 'usage', message: expect.stringMatching(/^--input takes (a )?JSON/) })
  })

  test('and what the operation does not know is refused', async () => {
    const { exitCode, stderr } = await create('{"title":"y","color":"red"}')
    expect(exitCode).toBe(2)
    expect(JSON.parse(stderr).error.message).toContain('color: is not an argument here')
  })

  test('are at most 4 MiB', async () => {
    const stdin = new PassThrough()
    stdin.end(`{"title":"${'x'.repeat(5 * 1024 * 1024)}"}`)
    const { stderr } = await line.run(['task', 'create', '--input', '-'], { stdin })
    expect(stderr).toContain('at most 4 MiB')
  })
})

describe('what cannot be understood exits with 2 and says how it goes:', () => {
  test.each<[string[], string]>([
    [['task', 'create'], 'This needs --title.\n  --title may go without its name.\n  See: loop-test task create --help'],
    [['task', 'create', '--titel', 'x'], "Unknown option '--titel'.\n  Did you mean --title?\n  See: loop-test task create --help"],
    [['task', 'create', '--titel', 'x', '--db', 'y'], "Unknown option '--titel'."],
    [['task', 'create', '--db', 'y'], "Unknown option '--db'.\n  --db is for the server and stands before the command."],
    [['--yes', 'task', 'list'], "Unknown option '--yes'.\n  --yes stands behind a command that calls an operation."],
    [['task', 'create', '--title'], "Option '--title <text>' argument missing."],
    [['task', 'list', 'x'], 'There is a word too many: each value stands behind its option.'],
    [['task', 'creat'], "Unknown command 'creat'.\n  Did you mean create?\n  See: loop-test task --help"],
    [['tsk'], "Unknown command 'tsk'.\n  Did you mean task?\n  See: loop-test --help"],
    [['complete'], "Unknown command 'complete'."],
    [
      ['task', 'create', '--title', 'x', '--priority', 'hihg'],
      "Option '--priority <choice>' argument 'hihg' is invalid. Allowed choices are high, normal, low.",
    ],
    [['task', 'create', '--title', 'x', '--tries', '1.5'], '--tries takes a whole number, not "1.5".'],
    [['task', 'create', '--title', 'x', '--tries', ''], '--tries takes a whole number, not "".'],
    [['task', 'create', '--title', 'x', '--estimate', 'long'], '--estimate takes a number, not "long".'],
    [
      ['task', 'create', '--title', 'x', '--meta', '{secret}'],
      '--meta takes JSON, and this is none.\n  In a shell, put it in single quotes.',
    ],
  ])('%j', async (words, message) => {
    const { exitCode, stdout, stderr } = await line.run(words)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.startsWith(`Error: ${message}`), stderr).toBe(true)
  })
})
