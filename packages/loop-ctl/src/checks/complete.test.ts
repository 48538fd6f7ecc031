import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../..')

/** Where the checks of the reference are that are about more than one request: commands, MCP, and what holds for the whole of Loop. */
const elsewhere = [
  'packages/loop-ctl/src/bin.test.ts',
  'packages/loop-ctl/src/commands/commands.test.ts',
  'test/serving/ctl-http.test.ts',
  'test/serving/ctl-reference.test.ts',
  'test/serving/ctl-routes.test.ts',
  'test/architecture.test.ts',
]

function testsBelow(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules')).map((name) => join(folder, name))
}

/** What the first group of a pattern finds in the titles of some tests. */
function foundIn(paths: readonly string[], pattern: RegExp): Set<string> {
  // The first argument of `it(…)`, or of what `it.each(…)` made.
  const title = /\(\s*(['"`])(.+?)\1,/g
  const titles = paths.flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(title)].map(([, , words]) => words!))
  return new Set(titles.flatMap((words) => [...words.matchAll(pattern)].map(([, found]) => found!)))
}

const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

it('every check of the behaviour, 1 to 64 and 80 to 82, has a test whose title begins with its number', () => {
  const numbers = foundIn([...testsBelow('packages/loop-ctl/src/checks'), ...elsewhere], /^(\d+)\. /g)
  expect([...from(1, 64), ...from(80, 82)].filter((number) => !numbers.has(String(number)))).toEqual([])
})

it('every decision where the sources of the reference disagree is named by the title of a test', () => {
  const named = foundIn([...testsBelow('packages/loop-ctl'), ...testsBelow('test')], /\b(D\d+)(?=[^(]*\)$)/g)
  const decisions = [...from(1, 10), 14, 15, 17, 19, ...from(21, 25)].map((number) => `D${number}`)
  expect(decisions.filter((decision) => !named.has(decision))).toEqual([])
})
