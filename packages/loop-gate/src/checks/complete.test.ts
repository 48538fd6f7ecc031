import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../..')
const source = 'packages/loop-gate/src'

/** The tests of the package, and those of its built programs. */
function tests(): string[] {
  const names = readdirSync(join(root, source), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'))
  return [...names.map((name) => join(source, name)), 'test/serving/gate-hook.test.ts']
}

it('every acceptance check from 15 to 60 has a test whose title begins with its number', () => {
  const texts = tests().map((path) => readFileSync(join(root, path), 'utf8'))
  const beginnings = texts.flatMap((text) => [...text.matchAll(/'((?:\d+\. )+)/g)].map(([, numbers]) => numbers!))
  const numbers = new Set(beginnings.flatMap((words) => words.match(/\d+/g) ?? []))
  const wanted = Array.from({ length: 46 }, (_, index) => String(index + 15))
  expect(wanted.filter((number) => !numbers.has(number))).toEqual([])
})
