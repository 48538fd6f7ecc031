import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { remoteCaller } from '../remote.ts'
import { terminal, testCommandLine, textOf } from './fixtures/command.ts'
import { gate, queue } from './fixtures/modules.ts'

let line: ReturnType<typeof testCommandLine>
beforeEach(() => {
  line = testCommandLine([queue, gate])
})
afterEach(() => line.close())

const create = ['task', 'create', '--title', 'Write the docs']
const first = '00000000-0000-4000-8000-000000000001'

describe('an operation is called by noun and verb', () => {
  test('and answers for people', async () => {
    expect(await line.run([...create, '--tags', 'docs', 'web', '--tags', 'easy'])).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `id        ${first}
title     Write the docs
priority  normal
details:
  tags:
    - docs
    - web
    - easy
  quiet  false
  tries  3
`,
    })
  })

  test('a list is a table', async () => {
    await line.run(create)
    await line.run(['task', 'create', '--title', 'Say\nsorry', '--priority', 'high'])
    const { stdout } = await line.run(['queue', 'task', 'list'])
    expect(stdout).toBe(`tasks (2):
  id                                    title           priority
  ${first}  Write the docs  normal
  00000000-0000-4000-8000-000000000002  Say sorry       high
next_cursor  -
`)
  })

  test.each([['--json'], ['--format', 'json'], ['--format=json']])('and answers JSON if asked with %s', async (...words) => {
    const { stdout } = await line.run(['queue', 'task', 'list', ...words])
    expect(stdout).toBe('{\n  "tasks": [],\n  "next_cursor": null\n}\n')
  })

  test('and answers as LOOP_FORMAT or the server would have it, unless the words say otherwise', async () => {
    const words = ['queue', 'task', 'list']
    expect((await line.run(words, { format: 'json' })).stdout).toBe('{\n  "tasks": [],\n  "next_cursor": null\n}\n')
    expect((await line.run([...words, '--format', 'human'], { format: 'json' })).stdout).toBe('tasks: none\nnext_cursor  -\n')
    expect((await line.run(['task', 'export', '--format', 'xml'], { format: 'json' })).stdout).toBe('{\n  "format": "xml"\n}\n')
  })

  test('an argument called format is not taken from the operation', async () => {
    expect(await line.run(['task', 'export', '--format', 'xml'])).toMatchObject({ exitCode: 0, stdout: 'format  xml\n' })
    expect(await line.run(['task', 'export', '--format', 'xml', '--json'])).toMatchObject({ stdout: '{\n  "format": "xml"\n}\n' })
  })

  test('in its own words where those are the contract, without what would move the cursor', async () => {
    expect(await line.run(['should-continue', '--reason', 'done'])).toEqual({ exitCode: 0, stdout: '✅ Stop.[31m\n', stderr: '' })
  })

  test('an answer that is a refusal exits with 1', async () => {
    expect(await line.run(['should-continue', '--reason', 'tired'])).toEqual({ exitCode: 1, stdout: '❌ Go on.\n', stderr: '' })
  })

  test('with the name of its module where two modules share the words', async () => {
    expect(await line.run(['gate', 'task', 'list'])).toMatchObject({ exitCode: 0, stdout: 'count  7\n' })
    expect(await line.run(['task', 'list'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: "Error: Unknown command 'list'.\n  Say which: queue task list, gate task list.\n  See: loop-test task --help\n",
    })
  })

  test('with one module its name is not a word', async () => {
    const alone = testCommandLine([queue])
    expect(await alone.run(['task', 'list'])).toMatchObject({ exitCode: 0 })
    expect(await alone.run(['queue', 'task', 'list'])).toMatchObject({ exitCode: 2 })
    await alone.close()
  })
})

describe('what is taken away for good', () => {
  const remove = ['task', 'delete', '--task-id', first]
  const isThere = async () => (await line.run(['queue', 'task', 'list'])).stdout.includes(first)
  beforeEach(async () => {
    await line.run(create)
  })

  test('is not where nobody can be asked', async () => {
    const { exitCode, stderr } = await line.run(remove)
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'Error: "task delete" takes something away for good, and nobody is here to be asked.\n  Add --yes if you mean it.\n  See: loop-test task delete --help\n',
    })
    expect(await isThere()).toBe(true)
  })

  test('goes with --yes', async () => {
    expect(await line.run([...remove, '--yes'])).toEqual({ exitCode: 0, stdout: 'ok\n', stderr: '' })
    expect(await isThere()).toBe(false)
  })

  test.each(['y\n', 'YES\n'])('goes if the person says %j', async (typed) => {
    expect(await line.run(remove, { stdin: terminal(typed), stderr: terminal() })).toMatchObject({ exitCode: 0 })
    expect(await isThere()).toBe(false)
  })

  test.each(['n\n', '\n', 'yesterday\n', '\u0004'])('stays if the person says %j', async (typed) => {
    const stderr = terminal()
    expect(await line.run(remove, { stdin: terminal(typed), stderr })).toMatchObject({ exitCode: 1, stdout: '' })
    expect(textOf(stderr)).toMatch(/Go on\? \[y\/N\].*Nothing was done\.\n$/s)
    expect(await isThere()).toBe(true)
  })
})

describe('a refusal', () => {
  test('is told on stderr, in the words of a command line', async () => {
    expect(await line.run(['task', 'delete', '--task-id', 'T-9', '--yes'])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'Error: There is no task T-9. (404 task_not_found)\n  See "queue task list".\n',
    })
  })

  test('is JSON on stderr where JSON was asked for', async () => {
    const { exitCode, stdout, stderr } = await line.run(['task', 'delete', '--task-id', 'T-9', '--yes', '--json'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(JSON.parse(stderr)).toEqual({
      error: {
        status: 404,
        kind: 'not_found',
        code: 'task_not_found',
        message: 'There is no task T-9.',
        hints: ['See list_tasks.'],
        task: 'T-9',
      },
    })
  })

  test('is JSON on stderr where that is what answers are, unless the words say otherwise', async () => {
    const words = ['task', 'delete', '--task-id', 'T-9', '--yes']
    expect(JSON.parse((await line.run(words, { format: 'json' })).stderr).error.code).toBe('task_not_found')
    expect((await line.run([...words, '--format=human'], { format: 'json' })).stderr).toContain('There is no task T-9.')
    expect((await line.run([...words, '--format=csv'], { format: 'json' })).stderr).toContain('There is no task T-9.')
  })

  test('of an argument exits with 2', async () => {
    const { exitCode, stderr } = await line.run(['task', 'create', '--title', ''])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('"task create" cannot take this input: title: must have at least 1 characters.')
    expect(stderr).toContain('See: loop-test task create --help')
  })

  test('for want of a server exits with 3', async () => {
    const caller = remoteCaller({ server: 'http://127.0.0.1:1', modules: [queue] })
    const { exitCode, stderr } = await line.run(create, { caller })
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/^Error: The server http:\/\/127\.0\.0\.1:1 cannot be reached.*\(503 server_unreachable\)\n {2}.*LOOP_SERVER/s)
  })

  test('that is our own mistake is thrown on', async () => {
    const caller = { call: async () => Promise.reject(new TypeError('oops')), allowed: async () => undefined, close: async () => {} }
    await expect(line.run(create, { caller })).rejects.toThrow('oops')
  })
})

describe('long work', () => {
  test('shows on a terminal how far it is, and clears that line in the end', async () => {
    const stderr = terminal()
    await line.run(['task', 'export', '--format', 'csv'], { stderr })
    expect(textOf(stderr)).toBe('\r\u001b[K1/2 reading the table\r\u001b[K2/2 \r\u001b[K')
  })

  test('shows nothing where no person looks', async () => {
    expect(await line.run(['task', 'export', '--format', 'csv'])).toMatchObject({ stderr: '' })
  })

  test('ends when the person gives up', async () => {
    const controller = new AbortController()
    const seen: (AbortSignal | undefined)[] = []
    const call = async (_: string, __: unknown, options?: { signal?: AbortSignal }) => void seen.push(options?.signal)
    await line.run(['task', 'delete', '--task-id', 'x', '--yes', '--json'], {
      caller: { call: async (...words) => (await call(...words)) ?? {}, allowed: async () => undefined, close: async () => {} },
      signal: controller.signal,
    })
    expect(seen).toEqual([controller.signal])
  })
})

describe("a module's own command", () => {
  test('gets its words as they were typed, and its exit code is ours', async () => {
    const { exitCode, stdout } = await line.run(['run', '--', 'npm', 'test', '--json', '-h'], { environment: { HOME: '/root' } })
    expect(exitCode).toBe(42)
    expect(JSON.parse(stdout)).toEqual({ words: ['--', 'npm', 'test', '--json', '-h'], home: '/root' })
  })

  test('may have several words, with the module in front or without', async () => {
    expect(JSON.parse((await line.run(['policy', 'accept', '--hash', 'x'])).stdout).words).toEqual(['--hash', 'x'])
    expect(JSON.parse((await line.run(['gate', 'policy', 'accept'])).stdout).words).toEqual([])
  })
})

test('a reader that stops early is no mistake, any other fault of a stream is', async () => {
  const stdout = new PassThrough()
  await line.run(['queue', 'task', 'list'], { stdout })
  expect(() => stdout.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }))).not.toThrow()
  expect(() => stdout.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full')
})
