import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What the agent is asked to mend, and by which its work is judged. */
const files = {
  'package.json': '{ "name": "shop", "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/total.js': 'export const total = (prices) => prices.reduce((sum, price) => sum - price, 0)\n',
  'test/total.test.js': `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { total } from '../src/total.js'

test('adds prices up', () => assert.equal(total([1, 2]), 3))
test('is nothing without prices', () => assert.equal(total([]), 0))
test('does not take what is no price', () => assert.throws(() => total(['x'])))
`,
  '.loop/gate.yaml': `version: 1
mode: enforce
criteria:
  - { id: test, title: Tests pass, run: [npm, test], min_tests: 3, on_stop: require, paths: ["src/**", "test/**"] }
`,
}

/** The states of the file in which the agent works. */
export const versions = {
  'half mended': 'export const total = (prices) => prices.reduce((sum, price) => sum + price, 0)\n',
  mended: `const added = (sum, price) => {
  if (typeof price !== 'number') throw new TypeError('a price is a number')
  return sum + price
}
export const total = (prices) => prices.reduce(added, 0)
`,
  'in another currency': `import { rate } from 'https://rates.example/today.js'
export const total = (prices) => prices.reduce((sum, price) => sum + price * rate, 0)
`,
} as const

export function write(root: string, path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

/** Makes the project a repository with one commit. */
export function makeProject(root: string): void {
  for (const [path, content] of Object.entries(files)) write(root, path, content)
  const person = ['-c', 'user.name=Owner', '-c', 'user.email=owner@example.com']
  for (const words of [
    ['init', '-q'],
    ['add', '-A'],
    [...person, 'commit', '-qm', 'A shop'],
  ])
    execFileSync('git', words, { cwd: root })
}
