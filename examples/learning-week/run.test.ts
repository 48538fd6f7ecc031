import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabases } from 'loop-core/testing'
import { expect, it, onTestFinished } from 'vitest'
import { keepDiary } from './diary.ts'

it.each(testDatabases())('a struggle becomes a blind spot, is nudged, and is over two weeks later, on $name', async ({ create }) => {
  const database = await create()
  const folder = mkdtempSync(join(tmpdir(), 'loop-example-'))
  onTestFinished(async () => {
    await database.drop()
    rmSync(folder, { recursive: true })
  })
  const report = join(folder, 'report.html')
  const lines: string[] = []
  await keepDiary({ databaseUrl: database.url, report, say: (line) => lines.push(...line.trim().split('\n')) })

  expect(answersOn('Fri 6 Mar', lines)).toEqual([
    'blind spot active: Stuck again: async-errors',
    '“async-errors” has held you up 3 times in 4 days. Take five minutes now and write down only what happens just before it goes wrong.',
  ])
  expect(answersOn('Mon 9 Mar', lines)).toEqual([
    'still open: Stuck again: async-errors',
    'asks again on Tue 17 Mar at the earliest',
    'week 2026-W10: 5 sessions, 5.3 hours, 2 completions, 4 struggles; blind spots: 1 new.',
  ])
  expect(answersOn('Sat 14 Mar', lines)).toContain('blind spot active: Put off again: sight-reading')
  expect(answersOn('Fri 20 Mar', lines)).toEqual(['still open: Put off again: sight-reading', 'resolved: Stuck again: async-errors'])
  expect(answersOn('Mon 23 Mar', lines)).toContain(
    'week 2026-W12: 3 sessions, 3 hours, 4 completions, 1 struggle; blind spots: 1 resolved.',
  )
  expect(lines).toContain('- resolved: Stuck again: async-errors (3 notes)')
  expect(lines.at(-1)).toContain('The share of completions is rising')

  const page = readFileSync(report, 'utf8')
  expect(page).toContain('<title>2026-W12: async-errors, resolved</title>')
  expect(page).toContain('<h3>Put off again: sight-reading</h3>')
  expect(page).not.toContain('<script')
})

/** What loop-learn said on one day. */
function answersOn(day: string, lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => line.startsWith(`${day},`))
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => /^\w{3} \d+ \w{3},|^#/.test(line))
  return rest.slice(0, end).flatMap((line) => (line.startsWith('→ ') ? [line.slice(2)] : []))
}
