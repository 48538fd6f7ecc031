import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { openQueue } from './queue.ts'

const { values } = parseArgs({ options: { workers: { type: 'string', default: '8' }, tasks: { type: 'string', default: '40' } } })
const folder = mkdtempSync(join(tmpdir(), 'loop-example-'))
const file = join(folder, 'loop.db')

/** Tasks of which each waits for the two before it in the row above: three in a row. */
async function fill(count: number): Promise<Map<string, string[]>> {
  const queue = openQueue(file)
  const { loop } = (await queue.call('create_loop', { name: 'Many agents' })) as { loop: { id: string } }
  const made: { id: string; title: string }[] = []
  const waitsFor = new Map<string, string[]>()
  for (let index = 0; index < count; index += 1) {
    const before = index < 3 ? [] : [made[index - 3]!, made[index - 2]!]
    const input = { title: `Task ${index + 1}`, status: 'approved', loop_id: loop.id, depends_on: before.map(({ id }) => id) }
    made.push(((await queue.call('create_task', input)) as { task: { id: string; title: string } }).task)
    waitsFor.set(
      made[index]!.title,
      before.map(({ title }) => title),
    )
  }
  await queue.close()
  return waitsFor
}

interface Done {
  task: string
  owner: string
}

/** Starts one agent and collects what it did. */
async function work(name: string): Promise<Done[]> {
  // As this program was started: by tsx, or compiled.
  const worker = join(import.meta.dirname, `worker${extname(import.meta.filename)}`)
  const child = spawn(process.execPath, [...process.execArgv, worker, file, name], { stdio: ['ignore', 'pipe', 'inherit'] })
  const done: Done[] = []
  for await (const line of createInterface(child.stdout)) done.push(JSON.parse(line) as Done)
  return done
}

const waitsFor = await fill(Number(values.tasks))
const names = Array.from({ length: Number(values.workers) }, (_, index) => `agent ${index + 1}`)
const done = (await Promise.all(names.map(work))).flat()

const owners = (task: string) => done.filter((each) => each.task === task).map(({ owner }) => owner)
console.log(`${'task'.padEnd(10)}${'waited for'.padEnd(20)}owner`)
for (const [task, before] of waitsFor)
  console.log(`${task.padEnd(10)}${before.join(', ').padEnd(20)}${owners(task).join(' AND ') || 'nobody'}`)
const once = [...waitsFor.keys()].filter((task) => owners(task).length === 1).length
console.log(`\n${once} of ${waitsFor.size} tasks have exactly one owner; ${names.length} agents worked.`)
rmSync(folder, { recursive: true })
process.exitCode = once === waitsFor.size ? 0 : 1
