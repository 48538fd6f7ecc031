import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { program } from '../fixtures/program.ts'

const seed = Number(process.env.LOOP_TEST_SEED ?? Date.now() % 100_000)
const notes = 520

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loop-import-'))
  const lines = Array.from({ length: notes }, (_, index) => {
    const observed_at = new Date(Date.parse('2025-11-01T08:00:00Z') + index * 37 * 60_000).toISOString()
    const kind = ['struggle', 'decision', 'completion', 'question'][index % 4]
    return JSON.stringify({ kind, content: `Note ${index} about thing ${index % 17}`, observed_at, topic: `thing-${index % 17}` })
  })
  await writeFile(join(folder, 'notes.ndjson'), lines.join('\n'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function learn(database: string, ...words: string[]): ChildProcess {
  const env = { PATH: process.env.PATH, HOME: folder, TZ: 'UTC', LOOP_DB_PATH: join(folder, database) }
  return spawn(process.execPath, [program, ...words], { env, stdio: 'ignore' })
}

async function done(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'exit')
  return code
}

/** All records but the line that says when they were taken out, in an order of their own. */
async function exported(database: string): Promise<string[]> {
  const file = join(folder, `${database}.out`)
  expect(await done(learn(database, 'export', '--out', file))).toBe(0)
  const [, ...records] = (await readFile(file, 'utf8')).trim().split('\n')
  return records.sort()
}

it(`57. an import that is killed anywhere and run again comes to the same as one that was not (LOOP_TEST_SEED=${seed})`, async () => {
  expect(await done(learn('first.db', 'import', join(folder, 'notes.ndjson')))).toBe(0)
  const records = join(folder, 'first.db.out')
  await exported('first.db')
  expect(await done(learn('whole.db', 'import', records))).toBe(0)
  let killed = 0
  for (const round of [0, 1]) {
    const child = learn('cut.db', 'import', records)
    const ended = done(child)
    await sleep(250 + ((seed * 7 + round * 311) % 500))
    if (child.kill('SIGKILL')) killed++
    await ended
  }
  expect(killed).toBeGreaterThan(0)
  expect(await done(learn('cut.db', 'import', records))).toBe(0)
  expect(await exported('cut.db')).toEqual(await exported('whole.db'))
})
