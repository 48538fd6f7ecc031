import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDirect } from 'loop-core/direct'
import { describe, expect, it } from 'vitest'
import { eventRows, hostile, hostileRun, patchAndTest, recordedRun, recordIn } from '../fixtures/recorded-run.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { typeCommand } from '../fixtures/type-command.ts'
import { migrations } from '../migrations/index.ts'
import { changeRun } from '../storage/runs.ts'
import { exportTrace } from './export-trace.ts'
import { inspect } from './inspect.ts'
import { replay } from './replay.ts'
import { resume } from './resume.ts'

const later = recordedRun({ id: 'run-2', goal: 'Another', created_at: '2026-02-02T00:00:00.000Z' })

async function recorded() {
  const folder = temporaryFolder()
  const path = join(folder, 'state.sqlite')
  await recordIn(path, [
    { run: recordedRun(), rows: eventRows(patchAndTest) },
    { run: later, rows: eventRows([['task_created', { goal: 'Another' }]], 'run-2') },
  ])
  return { folder, path, out: join(folder, 'trace.out') }
}

describe('inspect', () => {
  it('16. is a JSON array where it is piped or asked for, and readable at a terminal', async () => {
    const { path } = await recorded()
    const words = ['--trace-db', path, '--task-id', 'run-1']
    const piped = await typeCommand(inspect, words)
    expect(piped).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(piped.stdout).map(({ type }: { type: string }) => type)).toEqual(patchAndTest.map(([type]) => type))
    expect((await typeCommand(inspect, [...words, '--json'], { attended: true })).stdout).toBe(piped.stdout)
    const read = await typeCommand(inspect, words, { attended: true })
    expect(read.stdout).toContain('\u001b[1mIteration 1\u001b[22m\n')
    expect((await typeCommand(inspect, words, { attended: true, environment: { NO_COLOR: '1' } })).stdout).toContain('\nIteration 1\n')
  })

  it('takes the latest run unless one is named', async () => {
    const { path } = await recorded()
    expect(JSON.parse((await typeCommand(inspect, ['--trace-db', path])).stdout)).toMatchObject([{ taskId: 'run-2' }])
    expect(await typeCommand(inspect, ['--trace-db', path, '--task-id', 'run-3'])).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('No run run-3 is recorded'),
    })
  })

  it('makes no database where there is none, and leaves other files alone', async () => {
    const folder = temporaryFolder({ notes: 'a text', empty: '' })
    mkdirSync(join(folder, 'folder'))
    const missing = await typeCommand(inspect, ['--trace-db', join(folder, 'state.sqlite')])
    expect(missing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('There is no trace database') })
    for (const name of ['notes', 'empty', 'folder'])
      expect(await typeCommand(inspect, ['--trace-db', join(folder, name)])).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('is no trace database'),
      })
    expect(readdirSync(folder).sort()).toEqual(['empty', 'folder', 'notes'])
    expect(readFileSync(join(folder, 'empty'), 'utf8')).toBe('')
    expect(await typeCommand(inspect, [])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--trace-db FILE') })
  })
})

describe('a database of something else', () => {
  it('is refused, and stays as it is', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'queue.db')
    const other = openDirect({ path, module: { prefix: 'queue', migrations: {} }, identity: 'implementer-local' })
    await other.transaction('write', async () => {})
    await other.close()
    const before = readFileSync(path)
    const tries = [
      typeCommand(inspect, ['--trace-db', path]),
      typeCommand(exportTrace, ['--trace-db', path, '--out', join(folder, 'out')]),
      typeCommand(replay, ['run-1', '--trace-db', path]),
      typeCommand(resume, ['run-1', '--trace-db', path]),
    ]
    for (const tried of await Promise.all(tries))
      expect(tried).toMatchObject({
        exitCode: 2,
        stdout: '',
        stderr: expect.stringMatching(/There are no runs in this file[\s\S]*Trace DB/),
      })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual(['queue.db'])
  })
})

it('a trace is read while another process writes to it, and nothing is left beside one that nobody has open', async () => {
  const { folder, path } = await recorded()
  expect(readdirSync(folder)).toEqual(['state.sqlite'])
  const writer = openDirect({ path, module: { prefix: 'runtime', migrations }, identity: 'implementer-local' })
  await writer.transaction('write', async ({ db }) => {
    await changeRun(db, { id: 'run-1', generation: 1 }, { goal: 'Not yet' })
    expect(await typeCommand(inspect, ['--trace-db', path, '--task-id', 'run-1'])).toMatchObject({ exitCode: 0 })
  })
  await writer.close()
  await typeCommand(inspect, ['--trace-db', path])
  expect(readdirSync(folder)).toEqual(['state.sqlite'])
})

describe('export-trace', () => {
  it('16. writes the five fields of each event in order', async () => {
    const { path, out } = await recorded()
    const words = ['--trace-db', path, '--out', out, '--task-id', 'run-1']
    expect(await typeCommand(exportTrace, words)).toEqual({ exitCode: 0, stdout: `Exported ${out}\n`, stderr: '' })
    const events = JSON.parse(readFileSync(out, 'utf8'))
    expect(events).toHaveLength(patchAndTest.length)
    expect(events.map((event: object) => Object.keys(event).join())).toEqual(patchAndTest.map(() => 'id,taskId,timestamp,type,payload'))
  })

  it('60. writes a page without a script, lines, and nothing else', async () => {
    const folder = temporaryFolder()
    const [path, out] = [join(folder, 'state.sqlite'), join(folder, 'trace.out')]
    await recordIn(path, [hostileRun()])
    const to = (format: string) => typeCommand(exportTrace, ['--trace-db', path, '--out', out, '--format', format])
    expect(await to('html')).toMatchObject({ exitCode: 0 })
    expect(readFileSync(out, 'utf8')).not.toMatch(/<script|<img|<link|<iframe/i)
    await to('jsonl')
    expect(JSON.parse(readFileSync(out, 'utf8').split('\n')[0]!).payload.goal).toContain(hostile)
    expect(await to('pdf')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--format is events, jsonl, html.') })
  })

  it('leaves what was there until the new one is whole, and makes no folder', async () => {
    const { folder, path, out } = await recorded()
    writeFileSync(out, 'before')
    expect(await typeCommand(exportTrace, ['--trace-db', path, '--out', out, '--task-id', 'none'])).toMatchObject({ exitCode: 1 })
    expect(readFileSync(out, 'utf8')).toBe('before')
    const far = join(folder, 'no', 'trace.json')
    expect(await typeCommand(exportTrace, ['--trace-db', path, '--out', far])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('There is no folder'),
    })
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('holds a page of a long trace at a time', async () => {
    const folder = temporaryFolder()
    const [path, out] = [join(folder, 'state.sqlite'), join(folder, 'trace.jsonl')]
    const rows = eventRows(Array.from({ length: 2_000 }, (_, index) => ['model_response', { text: `${index} `.repeat(50) }] as const))
    await recordIn(path, [{ run: recordedRun(), rows }])
    await typeCommand(exportTrace, ['--trace-db', path, '--out', out, '--format', 'jsonl'])
    const ids = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id)
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([2_000, 1, 2_000])
  })
})
