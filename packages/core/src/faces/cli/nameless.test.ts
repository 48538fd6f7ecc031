import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../../module.ts'
import { operation } from '../../operation.ts'
import { text } from '../../text.ts'
import { testCommandLine } from './fixtures/command.ts'
import { queue } from './fixtures/modules.ts'

/** Answers with its input. */
function echo(name: string, input: z.ZodObject) {
  const answer = { output: z.looseObject({}), run: async (values: Record<string, unknown>) => values }
  return operation({ ...answer, kind: 'effect', roles: ['user'], name, title: name, summary: 'Say it again.', input })
}

const echoes = defineModule({
  name: 'echoes',
  title: 'Echoes',
  operations: [
    echo('run_flow', z.object({ name: z.enum(['triage', 'fix']), quick: z.boolean().optional() })),
    echo('wait_days', z.object({ days: z.int().min(1).max(9) })),
    echo('set_alarm', z.object({ on: z.boolean() })),
    echo('join_two', z.object({ first: text(9), second: text(9) })),
    echo('join_names', z.object({ names: z.array(text(9)).max(3) })),
    echo('join_names_first', z.object({ names: z.array(text(9)).max(3), name: text(9) })),
    echo('keep_meta', z.object({ meta: z.record(z.string(), z.string()) })),
    echo('open_door', z.object({ door: z.enum(['front', 'back']), key: text(9) })),
    echo('find_any', z.object({ name: text(9).optional() })),
  ],
})

let line: ReturnType<typeof testCommandLine>
beforeAll(() => {
  line = testCommandLine([queue, echoes])
})
afterAll(() => line.close())

const answerOf = async (...words: string[]) => JSON.parse((await line.run([...words, '--json'])).stdout)
const create = async (...words: string[]) => (await answerOf('task', 'create', ...words)).task

describe('the first required argument', () => {
  test('may stand behind the command without its name', async () => {
    expect(await create('Fix the login', '--tries', '2')).toMatchObject({ title: 'Fix the login', details: { tries: 2 } })
    expect(await create('--tries', '2', 'Fix the login')).toMatchObject({ title: 'Fix the login' })
  })

  test.each<[string[], object]>([
    [['flow', 'run', 'fix', '--quick'], { name: 'fix', quick: true }],
    [['echoes', 'flow', 'run', 'fix'], { name: 'fix' }],
    [['days', 'wait', '7'], { days: 7 }],
    [['alarm', 'set', 'false'], { on: false }],
    [['two', 'join', 'a', '--second', 'b'], { first: 'a', second: 'b' }],
    [['two', 'join', '--second', 'b', 'a'], { first: 'a', second: 'b' }],
    [['two', 'join', '--second', 'b', '--first', 'a'], { first: 'a', second: 'b' }],
  ])('is of the type that its option has: %j', async (words, answer) => {
    expect(await answerOf(...words)).toEqual(answer)
  })

  test('wins over the one in --input, which needs no word', async () => {
    expect(await create('--input', '{"title":"y","tries":2}', 'x')).toMatchObject({ title: 'x', details: { tries: 2 } })
    expect(await create('--input', '{"title":"y"}')).toMatchObject({ title: 'y' })
  })

  test('may begin with a dash behind two of them', async () => {
    const { stdout } = await line.run(['task', 'create', '--json', '--', '--title'])
    expect(JSON.parse(stdout).task.title).toBe('--title')
  })
})

describe('a word that cannot be taken is refused:', () => {
  test.each<[string[], string]>([
    [
      ['task', 'create', 'x', '--title', 'y'],
      '--title is given twice: once with its name and once without.\n  See: loop-test task create --help',
    ],
    [['task', 'create', 'x', '--title=x'], '--title is given twice'],
    [['alarm', 'set', 'true', '--no-on'], '--on is given twice'],
    [
      ['task', 'create', 'Fix', 'the', 'login'],
      'There is a word too many: only --title may go without its name.\n  In a shell, put a value of several words in quotes.\n  See: loop-test task create --help',
    ],
    [
      ['task', 'create', '-5 degrees'],
      "Unknown option '-5 degrees'.\n  A value that begins with a dash needs its option, --title.\n  See:",
    ],
    [['task', 'create', 'x', '--qqqqqq'], "Unknown option '--qqqqqq'.\n  See:"],
    [['task', 'create', '--titel', 'x'], "Unknown option '--titel'.\n  Did you mean --title?\n  See:"],
    [['task', 'create', '--db', 'x'], "Unknown option '--db'.\n  --db is for the server and stands before the command.\n  See:"],
    [['flow', 'run', 'fixx'], "Command-argument value 'fixx' is invalid for argument 'name'. Allowed choices are triage, fix."],
    [['days', 'wait', 'x'], '--days takes a whole number, not "x".'],
    [['two', 'join', 'a'], 'This needs --second.\n  See: loop-test two join --help'],
    [['two', 'join'], 'This needs --first and --second.\n  --first may go without its name.\n  See: loop-test two join --help'],
    [['two', 'join', 'a', 'b'], 'There is a word too many: only --first may go without its name.'],
  ])('%j', async (words, message) => {
    const { exitCode, stdout, stderr } = await line.run(words)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.startsWith(`Error: ${message}`), stderr).toBe(true)
  })

  test.each([
    ['for one behind a list', ['names-first', 'join', 'x']],
    ['for a list', ['names', 'join', 'x']],
    ['for an object', ['meta', 'keep', '{}']],
    ['where none is required', ['any', 'find', 'x']],
  ])('%s', async (_, words) => {
    const { exitCode, stderr } = await line.run(words)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^Error: There is a word too many: each value stands behind its option\.\n {2}See: /)
  })
})

describe('the help', () => {
  test('says once that the name can be left out', async () => {
    expect((await line.run(['task', 'delete', '--help'])).stdout).toMatchInlineSnapshot(`
      "Usage: loop-test task delete [task-id] [options]

      Remove a task for good.

      Options:
        --task-id <text>   The task, from "task list" (required, also without its name)
        -h, --help         Show this help

      General options:
        --input <json>     All arguments at once as a JSON object; - reads it from stdin
        --json             The same as --format json
        --format <format>  Print the answer for people, as JSON, or as CSV where it is a list (choices:
                           "human", "json", "csv", default: "human")
        --yes              Do not ask whether you mean it

      Example:
        loop-test task delete "…"
      "
    `)
  })

  test('of an operation with several required arguments says it of the first', async () => {
    const { stdout } = await line.run(['two', 'join', '--help'])
    expect(stdout).toContain('Usage: loop-test two join [first] [options]\n')
    expect(stdout).toMatch(/--first <text> +\(required, also without its name\)\n +--second <text> +\(required\)\n/)
    expect(stdout).toMatch(/Example:\n {2}loop-test two join "…" --second "…"\n$/)
  })

  test('of an operation whose first is a list says nothing of it', async () => {
    const { stdout } = await line.run(['names-first', 'join', '--help'])
    expect(stdout).toContain('Usage: loop-test names-first join [options]\n')
    expect(stdout).not.toContain('without its name')
  })

  test('gives an example without the name, but for a switch', async () => {
    expect((await line.run(['flow', 'run', '--help'])).stdout).toMatch(/Example:\n {2}loop-test flow run triage\n$/)
    expect((await line.run(['alarm', 'set', '--help'])).stdout).toMatch(/Example:\n {2}loop-test alarm set --on\n$/)
  })
})

describe('a shell is told', () => {
  const suggestionsFor = async (...words: string[]) => (await line.run(['complete', '--', ...words])).stdout.match(/^[^:\t]+/gm) ?? []

  test('the values of a choice', async () => {
    expect(await suggestionsFor('flow', 'run', '')).toEqual(['triage', 'fix'])
    expect(await suggestionsFor('flow', 'run', '--quick', 'f')).toEqual(['fix'])
    expect(await suggestionsFor('flow', 'run', 'fix', '')).toEqual([])
    expect(await suggestionsFor('door', 'open', '')).toEqual(['front', 'back'])
  })

  test('the values that the module knows', async () => {
    const { id } = await create('x')
    expect(await suggestionsFor('task', 'delete', '')).toContain(id)
    expect(await suggestionsFor('queue', 'task', 'delete', id.slice(0, -1))).toContain(id)
    expect(await suggestionsFor('task', 'delete', id, '')).toEqual([])
    expect(await suggestionsFor('task', 'delete', 'nope')).toEqual([])
    expect(await suggestionsFor('task', 'create', '--parent', '')).toEqual([])
  })
})
