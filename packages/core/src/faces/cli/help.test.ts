import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFlags } from '../flags.ts'
import { terminal, testCommandLine, textOf } from './fixtures/command.ts'
import { gate, queue } from './fixtures/modules.ts'
import { serverOptions } from './server-options.ts'

let line: ReturnType<typeof testCommandLine>
beforeAll(() => {
  line = testCommandLine([queue, gate])
})
afterAll(() => line.close())

describe('help', () => {
  test('of the program names every noun, by module', async () => {
    const { exitCode, stdout, stderr } = await line.run(['--help'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatchInlineSnapshot(`
      "Usage: loop-test <command> [options]

      Queue, Gate

      Queue:
        task                     create, delete, export

      Gate:
        run                      Run a check, then "should-continue" knows.
        policy                   accept
        should-continue          Ask before you stop.

      By module:
        queue                    task
        gate                     run, policy, should-continue, task

      This program:
        doctor                   Check node, the database and what each module needs; exit with 1 if
                                 something fails
        completion               Print what your shell needs to complete commands, options and values

      Options:
        -V, --version            Print the version
        -h, --help               Show this help

      Server options, before a command:
        --http                   Serve HTTP instead of MCP over stdio
        --port <number>          The port of --http (LOOP_PORT)
        --host <address>         The address of --http (LOOP_HOST)
        --db <path>              The database file (LOOP_DB_PATH)
        --identity <name>        Act as one of your local identities (LOOP_IDENTITY)
        --format <format>        How commands answer: human, json or csv (LOOP_FORMAT)
        --tools <names>          The tools or toolsets to show, with commas between (LOOP_TOOLS)
        --exclude-tools <names>  The tools or toolsets not to show (LOOP_EXCLUDE_TOOLS)
        --read-only              Show only tools that change nothing (LOOP_READ_ONLY)

      Without a command loop-test serves MCP over stdio, which is how an MCP client starts it.
      With LOOP_SERVER and LOOP_KEY set, every command works against that server, not a local database.
      Exit codes: 0 ok, 1 refused, 2 wrong usage, 3 cannot reach.

        loop-test <command> --help     what a command takes
        loop-test doctor               what is wrong, if something is
        loop-test completion --help    completion in your shell
      "
    `)
  })

  test('of a noun lists its verbs', async () => {
    expect((await line.run(['queue', 'task', '--help'])).stdout).toMatchInlineSnapshot(`
      "Usage: loop-test queue task <command> [options]

      Commands:
        create      Add a task.
        list        All tasks.
        delete      Remove a task for good.
        export      The tasks in another format.

      Options:
        -h, --help  Show this help
      "
    `)
  })

  test('of an operation says what it does and takes, with an example', async () => {
    expect((await line.run(['task', 'create', '--help'])).stdout).toMatchInlineSnapshot(`
      "Usage: loop-test task create [title] [options]

      Add a task. See it with "queue task list", or take one with claim_task.

      Options:
        --title <text>       What is to be done (required, also without its name)
        --priority <choice>  How soon it is wanted (choices: "high", "normal", "low", default: "normal")
        --tags <text...>
        --urgent             Whether somebody waits
        --no-urgent          The opposite of --urgent
        --quiet              Tell nobody
        --estimate <number>  Hours of work (0 to 80)
        --tries <number>     (1 to 5) (default: 3)
        --parent <text>
        --no-parent          Set it to nothing
        --due-at <time>
        --links <json...>
        --meta <json>
        --no-cache
        --no-no-cache        The opposite of --no-cache
        --sizes <choice...>  (choices: "s", "m")
        -h, --help           Show this help

      General options:
        --input <json>       All arguments at once as a JSON object; - reads it from stdin
        --json               The same as --format json
        --format <format>    Print the answer for people, as JSON, or as CSV where it is a list (choices:
                             "human", "json", "csv", default: "human")

      Example:
        loop-test task create "…"
      "
    `)
  })

  test('of what takes something away offers not to ask', async () => {
    const { stdout } = await line.run(['task', 'delete', '-h'])
    expect(stdout).toMatch(/--yes +Do not ask whether you mean it/)
    expect(stdout).toMatch(/--task-id <text> +The task, from "queue task list" \(required, also without its name\)/)
  })

  test("of a module's own command is its summary", async () => {
    const { stdout } = await line.run(['run', '--help'])
    expect(stdout).toContain('Usage: loop-test run [words...]\n\nRun a check, then "should-continue" knows.')
    expect((await line.run(['help', 'run'])).stdout).toBe(stdout)
  })

  test('can be asked for in front too', async () => {
    for (const words of [[], ['task', 'create'], ['policy']]) {
      expect(await line.run(['help', ...words])).toEqual(await line.run([...words, '--help']))
    }
  })

  test('is shown instead of an answer to a noun alone, as a mistake', async () => {
    const { exitCode, stdout, stderr } = await line.run(['task'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain('Usage: loop-test task <command> [options]')
  })

  test('is as wide as the terminal', async () => {
    const stdout = Object.assign(terminal(), { columns: 70 })
    await line.run(['task', 'create', '--help'], { stdout })
    const lengths = textOf(stdout)
      .split('\n')
      .map((text) => text.length)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(70)
  })
})

test('the version is one line', async () => {
  expect(await line.run(['--version'])).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' })
})

test('every server option in the help is one that the server takes', () => {
  for (const option of serverOptions([])) {
    const { words } = readFlags(option.required ? [option.long!, 'x', 'task'] : [option.long!, 'task'])
    expect(words, option.long).toEqual(['task'])
  }
})
