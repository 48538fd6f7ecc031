import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { type CommandSurroundings, LoopError } from 'loop-core'
import { describe, expect, it } from 'vitest'
import { runProcess, startProcess, startServer, temporaryFolder } from '../fixtures/process.ts'
import { importCommand } from './import.ts'

const tasksPath = '.taskmaster/tasks/tasks.json'
const two = JSON.stringify({
  master: {
    tasks: [
      { id: 1, title: 'One' },
      { id: 2, title: 'Two', dependencies: [1] },
    ],
    metadata: {},
  },
})

function write(folder: string, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

async function total(cwd: string): Promise<number> {
  const { out } = await runProcess(['stats', '--json'], { cwd })
  return JSON.parse(out).tasks.total
}

/** What the command says without a process of its own, to a queue that must not be reached. */
async function refusalOf(words: readonly string[]): Promise<string> {
  const surroundings = { caller: undefined, stdin: Readable.from([]) } as unknown as CommandSurroundings
  const error: unknown = await importCommand.run(words, surroundings).catch((thrown) => thrown)
  return LoopError.is(error) ? `${error.kind}: ${error.message}` : String(error)
}

describe('the command import', () => {
  it('reads a file, and says in words what came of it', async () => {
    const cwd = temporaryFolder()
    write(cwd, tasksPath, two)
    const { code, out } = await runProcess(['import', tasksPath, '--approve'], { cwd })
    expect(code).toBe(0)
    expect(out).toContain('taskmaster: 2 created, 0 updated, 0 unchanged')
    const again = await runProcess(['import', join(cwd, '.taskmaster'), '--json'], { cwd })
    expect(JSON.parse(again.out)).toMatchObject({ created: 0, unchanged: 2, problems: [] })
  })

  it('leaves out and names links and binary files in a folder, and reads the rest', async () => {
    const cwd = temporaryFolder()
    const secret = temporaryFolder()
    write(secret, 'task-9 - Secret.md', '---\nid: task-9\ntitle: Secret\n---\n')
    write(cwd, 'backlog/tasks/task-1 - Good.md', '---\nid: task-1\ntitle: Good\nstatus: To Do\n---\n')
    write(cwd, 'backlog/tasks/task-2 - Bad.md', Buffer.from([0xff, 0xfe, 0, 1]))
    write(cwd, 'backlog/tasks/notes.bin', Buffer.from([0]))
    symlinkSync(join(secret, 'task-9 - Secret.md'), join(cwd, 'backlog/tasks/task-9 - Secret.md'))
    symlinkSync(secret, join(cwd, 'backlog/drafts'))
    const answer = JSON.parse((await runProcess(['import', 'backlog', '--json', '--dry-run'], { cwd })).out)
    expect(answer).toMatchObject({ format: 'backlog', created: 1, problem_count: 3 })
    expect(answer.problems.map(({ where, code }: { where: string; code: string }) => `${code} ${where}`).toSorted()).toEqual([
      'binary backlog/tasks/task-2 - Bad.md',
      'link backlog/drafts',
      'link backlog/tasks/task-9 - Secret.md',
    ])
    const strict = await runProcess(['import', 'backlog', '--strict'], { cwd })
    expect(strict.code).toBe(2)
    expect(strict.err).toContain('nothing was imported')
    expect(await total(cwd)).toBe(0)
  })

  it('reads standard input, whatever the format', async () => {
    const cwd = temporaryFolder()
    const issues = '{"id":"bd-1","title":"\\u001b[31mRed"}\nbroken\n'
    const { out } = await runProcess(['import', '-', '--loop-name', 'Beads'], { cwd, input: issues })
    expect(out).toContain('beads: 1 created')
    expect(out).toContain('1 problems:')
    expect(JSON.parse((await runProcess(['import', '-', '--json'], { cwd, input: two })).out)).toMatchObject({
      format: 'taskmaster',
      created: 2,
    })
  })

  it('says what is wrong with how it was typed', async () => {
    const cwd = temporaryFolder()
    write(cwd, 'notes/readme.txt', 'Hello')
    const notes = join(cwd, 'notes')
    const wrong = [[], ['/nowhere'], ['-', notes], [notes], [notes, '--format', 'excel'], [notes, '--colour']]
    expect(await Promise.all(wrong.map(refusalOf))).toEqual([
      'invalid_input: This needs the path of a file or a folder, or - for standard input.',
      'invalid_input: There is no file or folder /nowhere.',
      'invalid_input: Standard input (-) is read alone, not together with files.',
      'invalid_input: There is nothing to import.',
      'invalid_input: --format takes one of auto, taskmaster, backlog, beads, loop, not "excel".',
      "invalid_input: Unknown option '--colour'",
    ])
    const help = await runProcess(['import', 'notes', '--help'], { cwd })
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('--loop-name NAME') })
  })

  it('works against a server, whose files are elsewhere', async () => {
    const server = temporaryFolder()
    const cwd = temporaryFolder()
    write(cwd, tasksPath, two)
    const env = { LOOP_SERVER: await startServer(server) }
    const { code, out } = await runProcess(['import', tasksPath, '--json'], { cwd, env })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ created: 2 })
    const exported = await runProcess(['export', '--format', 'taskmaster', '--out', 'out', '--json'], { cwd, env })
    expect(JSON.parse(exported.out)).toMatchObject({ files: [tasksPath] })
    expect(await total(cwd)).toBe(0)
  })

  it('killed with -9 in the middle leaves nothing of it', async () => {
    const cwd = temporaryFolder()
    write(cwd, tasksPath, two)
    expect(await runProcess(['import', tasksPath], { cwd })).toMatchObject({ code: 0, err: '' })
    const many = Array.from({ length: 8_000 }, (_, index) => ({ id: index + 10, title: `Task ${index}`, description: 'x'.repeat(2_000) }))
    write(cwd, 'many.json', JSON.stringify({ many: { tasks: many, metadata: {} } }))
    const wal = join(cwd, '.loop/loop.db-wal')
    const child = startProcess(['import', 'many.json'], { cwd })
    while (child.exitCode === null && sizeOf(wal) < 4_000_000) await pause(2)
    child.kill('SIGKILL')
    while (child.exitCode === null && child.signalCode === null) await pause(2)
    expect(child.signalCode).toBe('SIGKILL')
    expect(await total(cwd)).toBe(2)
    expect((await runProcess(['import', 'many.json'], { cwd })).out).toContain('8000 created')
  })
})

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
