import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { imported, newComment, newLoop, newTask, workspace } from '../packages/loop-queue/src/formats/fixtures/memory-queue.ts'
import type { ExportDocument, FormatName, SourceFile } from '../packages/loop-queue/src/formats/format.ts'
import { formats } from '../packages/loop-queue/src/formats/index.ts'

/**
 * Whether the tools of others read what we write, and we read what they wrote: the formats alone, and the commands on a real database.
 *
 * `QUEUE_PEERS` names a folder whose `node_modules/.bin` has `backlog` (backlog.md 1.52.0) and `task-master` (task-master-ai 0.43.1);
 * without it npx fetches them. Not part of the tests: `npx tsx bench/queue-formats.ts`.
 */
const peers = process.env.QUEUE_PEERS
const versions = { backlog: 'backlog.md@1.52.0', 'task-master': 'task-master-ai@0.43.1' }

function run(tool: keyof typeof versions, args: string[], cwd: string): string {
  const [command, first] = peers ? [join(peers, 'node_modules/.bin', tool), []] : ['npx', ['-y', '-p', versions[tool], tool]]
  return execFileSync(command, [...first, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 })
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'queue-formats-'))
  try {
    execFileSync('git', ['init', '-q'], { cwd: folder })
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function put(folder: string, files: readonly SourceFile[]): void {
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

function take(folder: string, part: string): SourceFile[] {
  const entries = readdirSync(join(folder, part), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.map(({ parentPath, name }) => {
    const path = join(parentPath, name)
    return { path: path.slice(folder.length + 1), content: readFileSync(path, 'utf8') }
  })
}

function check(what: string, isTrue: boolean, seen: unknown = ''): void {
  console.log(`${isTrue ? 'yes' : 'NO '}  ${what}`)
  if (isTrue) return
  console.log(seen)
  process.exitCode = 1
}

/** A queue in which everything occurs that the formats can say. */
function sample(): ExportDocument {
  const loops = [newLoop('L1', 'First release'), newLoop('L2', 'Später: "quotes", & more')]
  const tasks = [
    newTask('T0', {
      title: 'Set up: the "project" #1',
      body: 'Do it.\n\n## Details\n\nnpm init\n\n## Test strategy\n\nRun it.',
      priority: 'high',
      loop_id: 'L1',
    }),
    newTask(
      'T1',
      { title: '@mia and 123', status: 'approved', priority: 'urgent', loop_id: 'L1', due_date: '2026-12-24' },
      { edges: [{ kind: 'blocks', to: 'T0' }] },
    ),
    newTask('T2', { title: 'A child', status: 'shipped', parent_id: 'T1', loop_id: 'L1', priority: 'low' }),
    newTask(
      'T3',
      { title: 'Its sibling', status: 'in_progress', parent_id: 'T1', loop_id: 'L1', priority: 'low' },
      { edges: [{ kind: 'blocks', to: 'T2' }] },
    ),
    newTask('T4', { title: '2026-12-24', status: 'rejected', loop_id: 'L2' }, { comments: [newComment('C0', 'T4', 'No.\n---\nReally.')] }),
    newTask('T5', { title: 'yes', status: 'on_hold' }),
  ]
  return { workspace, loops: loops.map((row) => ({ row, comments: [] })), tasks, frames: [] }
}

/** What is left of a task after a format has written and read it. */
function essence(name: FormatName, files: readonly SourceFile[]): string[] {
  const { tasks } = formats[name].read(files, {})
  return tasks.map(
    ({ title, state, priority, edges, parent, comments }) =>
      `${title} ${state} ${priority} ${edges.length} ${parent !== undefined} ${comments.length}`,
  )
}

function backlogReadsOurs(): void {
  inFolder((folder) => {
    const { files } = formats.backlog.write(sample())
    put(folder, files)
    const list = run('backlog', ['task', 'list', '--plain'], folder)
    for (const { row } of sample().tasks) check(`backlog lists "${row.title}"`, list.includes(row.title), list)
    const shown = run('backlog', ['task', 'view', 'TASK-2', '--plain'], folder)
    check('backlog shows dependency, day and subtasks', /TASK-1/.test(shown) && /2026-12-24/.test(shown) && /A child/.test(shown), shown)
    check('backlog shows the comment whole', run('backlog', ['task', 'view', 'TASK-5', '--plain'], folder).includes('Really.'))
    const before = essence('backlog', take(folder, 'backlog'))
    for (const id of ['1', '2', '3', '4', '5', '6']) run('backlog', ['task', 'edit', id, '-l', 'seen'], folder)
    check('after backlog wrote every file we read the same', same(before, essence('backlog', take(folder, 'backlog'))), [
      before,
      essence('backlog', take(folder, 'backlog')),
    ])
  })
}

function backlogReadsEdited(): void {
  inFolder((folder) => {
    run('backlog', ['init', 'Demo', '--defaults'], folder)
    run('backlog', ['task', 'create', 'One', '-d', 'What', '--ac', 'It works', '-a', '@mia', '--priority', 'high'], folder)
    run('backlog', ['task', 'create', 'Two', '--depends-on', 'task-1', '-m', 'Spring'], folder)
    run('backlog', ['task', 'create', 'Two and a half', '-p', 'task-2'], folder)
    run('backlog', ['task', 'create', 'Idea', '--draft'], folder)
    run('backlog', ['task', 'edit', '1', '--comment', 'Fine', '--comment-author', '@ida'], folder)
    const files = take(folder, 'backlog')
    const document = formats.backlog.read(files, {})
    check('we read all that backlog wrote', document.problems.length === 0 && document.tasks.length === 4, document.problems)
    const queue = imported(document, 'backlog')
    const sorted = (list: readonly SourceFile[]) => list.map(({ path, content }) => `${path}\n${content}`).toSorted()
    check('and write it back to the byte', same(sorted(files), sorted(formats.backlog.write(queue).files)))
    Object.assign(queue.tasks[0]!.row, { title: 'One: more', status: 'shipped', priority: 'low', body: 'Other' })
    put(folder, formats.backlog.write(queue).files)
    const shown = run('backlog', ['task', 'view', '1', '--plain'], folder)
    check(
      'backlog reads what changed here',
      /One: more/.test(shown) && /Done/.test(shown) && /Low/.test(shown) && /@mia/.test(shown) && /Fine/.test(shown),
      shown,
    )
  })
}

const tasksFile = '.taskmaster/tasks/tasks.json'

interface Listed {
  tasks: { title: string; status: string; dependencies: string[]; subtasks: unknown[] }[]
}

function taskmasterReadsOurs(): void {
  inFolder((folder) => {
    const tag = ['--tag', 'first-release']
    run('task-master', ['init', '-y', '--name', 'demo', '--no-git', '--rules', 'cursor'], folder)
    put(folder, formats.taskmaster.write(sample()).files)
    const { tasks } = parseList(run('task-master', ['list', '--json', '--with-subtasks', ...tag], folder))
    const titles = tasks.map(({ title }) => title)
    check('task-master lists our tasks', same(titles, ['Set up: the "project" #1', '@mia and 123']), tasks)
    check('with dependencies and subtasks', same(tasks[1]?.dependencies.map(String), ['1']) && tasks[1]?.subtasks.length === 2, tasks)
    const before = essence('taskmaster', take(folder, '.taskmaster/tasks'))
    run('task-master', ['use-tag', 'first-release'], folder)
    run('task-master', ['set-status', '1', 'in-progress'], folder)
    check('after it wrote the file we read the same', same(before, essence('taskmaster', take(folder, '.taskmaster/tasks'))), before)
  })
}

function taskmasterReadsEdited(): void {
  inFolder((folder) => {
    run('task-master', ['init', '-y', '--name', 'demo', '--no-git', '--rules', 'cursor'], folder)
    put(folder, [{ path: tasksFile, content: '{"master":{"tasks":[],"metadata":{}}}' }])
    run('task-master', ['add-task', '--title', 'One', '--description', 'First', '--priority', 'high'], folder)
    run('task-master', ['add-task', '--title', 'Two', '--description', 'Second', '--dependencies', '1'], folder)
    run('task-master', ['add-subtask', '--parent', '2', '--title', 'Part'], folder)
    const files = take(folder, '.taskmaster/tasks')
    const document = formats.taskmaster.read(files, {})
    check('we read all that task-master wrote', document.problems.length === 0 && document.tasks.length === 3, document.problems)
    const queue = imported(document, 'taskmaster')
    const [written] = formats.taskmaster.write(queue).files
    check('and write the same JSON', same(JSON.parse(files[0]!.content), JSON.parse(written!.content)))
    queue.tasks[0]!.row.status = 'shipped'
    put(folder, formats.taskmaster.write(queue).files)
    const { tasks } = parseList(run('task-master', ['list', '--json'], folder))
    check('task-master reads what changed here', tasks[0]?.status === 'done', tasks)
  })
}

/** Beneath its JSON task-master draws a box. */
function parseList(output: string): Listed {
  return JSON.parse(output.slice(0, output.lastIndexOf('\n}') + 2)) as Listed
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

const program = fileURLToPath(new URL('../packages/loop-queue/src/bin.ts', import.meta.url))
const loader = import.meta.resolve('tsx')

/** Our own command, with a database in the folder. */
function queue(args: string[], cwd: string): string {
  const env = { PATH: process.env.PATH, HOME: cwd, LOOP_DB_PATH: join(cwd, '.loop/loop.db') }
  return execFileSync(process.execPath, ['--import', loader, program, ...args], { cwd, env, encoding: 'utf8', timeout: 120_000 })
}

function queueJson<Answer>(args: string[], cwd: string): Answer {
  return JSON.parse(queue([...args, '--json'], cwd)) as Answer
}

interface Counts {
  created: number
  updated: number
  unchanged: number
  problem_count: number
}

function counted({ created, updated, unchanged, problem_count }: Counts): string {
  return `${created} ${updated} ${unchanged} ${problem_count}`
}

/** Gives the first task of the queue another title, as a person does. */
function retitle(folder: string, from: string, to: string): void {
  const input = JSON.stringify({ view: 'all', query: from })
  const { tasks } = queueJson<{ tasks: { id: string }[] }>([...listWords(folder), '--input', input], folder)
  queue(['task', 'update', '--task-id', tasks[0]!.id, '--title', to], folder)
}

function listWords(folder: string): string[] {
  return queue(['--help'], folder).includes('tasks list') ? ['tasks', 'list'] : ['task', 'list']
}

function backlogThroughTheQueue(): void {
  inFolder((folder) => {
    run('backlog', ['init', 'Demo', '--defaults'], folder)
    run('backlog', ['task', 'create', 'One', '-d', 'What', '--ac', 'It works', '--priority', 'high'], folder)
    run('backlog', ['task', 'create', 'Two', '--depends-on', 'task-1', '-m', 'Spring'], folder)
    run('backlog', ['task', 'create', 'Part', '-p', 'task-2'], folder)
    const before = take(folder, 'backlog')
    check('backlog: the command imports all', counted(queueJson(['import', 'backlog'], folder)) === '3 0 0 0')
    check('backlog: importing again changes nothing', counted(queueJson(['import', 'backlog'], folder)) === '0 0 3 0')
    queue(['export', '--format', 'backlog', '--out', '.', '--force'], folder)
    check('backlog: the command exports it to the byte', same(before, take(folder, 'backlog')))
    retitle(folder, 'One', 'One from here')
    queue(['export', '--format', 'backlog', '--out', '.', '--force'], folder)
    const list = run('backlog', ['task', 'list', '--plain'], folder)
    check('backlog: task list --plain shows what changed here', /One from here/.test(list) && /Two/.test(list) && /Part/.test(list), list)
    run('backlog', ['task', 'edit', '2', '-s', 'Done'], folder)
    check('backlog: what it changed is taken', counted(queueJson(['import', 'backlog'], folder)).startsWith('0 '))
    const { tasks } = queueJson<{ tasks: { by_status: Record<string, number> } }>(['stats'], folder)
    check('backlog: its Done is shipped here', tasks.by_status.shipped === 1, tasks)
  })
}

function taskmasterThroughTheQueue(): void {
  inFolder((folder) => {
    run('task-master', ['init', '-y', '--name', 'demo', '--no-git', '--rules', 'cursor'], folder)
    put(folder, [{ path: tasksFile, content: '{"master":{"tasks":[],"metadata":{}}}' }])
    run('task-master', ['add-task', '--title', 'One', '--description', 'First', '--priority', 'high'], folder)
    run('task-master', ['add-task', '--title', 'Two', '--description', 'Second', '--dependencies', '1'], folder)
    run('task-master', ['add-subtask', '--parent', '2', '--title', 'Part'], folder)
    const before = JSON.parse(readFileSync(join(folder, tasksFile), 'utf8')) as unknown
    check('task-master: the command imports all', counted(queueJson(['import', tasksFile], folder)) === '3 0 0 0')
    check('task-master: importing again changes nothing', counted(queueJson(['import', tasksFile], folder)) === '0 0 3 0')
    queue(['export', '--format', 'taskmaster', '--out', '.', '--force'], folder)
    check('task-master: the command exports the same JSON', same(before, JSON.parse(readFileSync(join(folder, tasksFile), 'utf8'))))
    retitle(folder, 'One', 'One from here')
    queue(['export', '--format', 'taskmaster', '--out', '.', '--force'], folder)
    const { tasks } = parseList(run('task-master', ['list', '--json'], folder))
    check('task-master: list --json shows what changed here', tasks[0]?.title === 'One from here' && tasks.length === 2, tasks)
    run('task-master', ['set-status', '1', 'done'], folder)
    queue(['import', tasksFile], folder)
    const stats = queueJson<{ tasks: { by_status: Record<string, number>; blocked: number } }>(['stats'], folder)
    check('task-master: its done is shipped here', stats.tasks.by_status.shipped === 1, stats)
  })
}

backlogReadsOurs()
backlogReadsEdited()
backlogThroughTheQueue()
taskmasterReadsOurs()
taskmasterReadsEdited()
taskmasterThroughTheQueue()
