/** One test of a file of tests. */
export interface Test {
  title: string
  code: string
  /** How the test is begun; `it(` unless said. */
  begin?: string
  isCommentedOut?: true
}

export type Runner = 'node' | 'mocha' | 'vitest'
export const runners: readonly Runner[] = ['node', 'mocha', 'vitest']

/** A small program with tests, and something that is asked of whoever works on it. */
export interface Project {
  task: string
  source: string
  /** What the files of tests import from it. */
  names: string
  /** How things are in the beginning. */
  start: string
  /** What was asked, done so that all holds. */
  right: string
  /** What was asked, with one old test no longer holding. */
  wrong: string
  /** One part of what was asked. */
  half: string
  old: readonly Test[]
  /** The title of the old test that `wrong` breaks. */
  broken: string
  /** What shows that it was done: a person has written these where a project begins red. */
  asked: readonly Test[]
  /** Tests that also hold where the old one is broken. */
  easy: readonly Test[]
}

const cart: Project = {
  task: 'Let total() take a discount in percent, and let it round to whole cents.',
  source: 'src/cart.js',
  names: 'count, total',
  start: `export const count = (items) => items.length
export const total = (items) => items.reduce((sum, { price }) => sum + price, 0)
`,
  right: `export const count = (items) => items.length
export const total = (items, discount = 0) => Math.round(items.reduce((sum, { price }) => sum + price, 0) * (1 - discount / 100))
`,
  wrong: `export const count = (items) => items.length
export const total = (items, discount = 0) => Math.round(items.map(({ price }) => price).reduce((sum, price) => sum + price) * (1 - discount / 100))
`,
  half: `export const count = (items) => items.length
export const total = (items, discount = 0) => items.reduce((sum, { price }) => sum + price, 0) * (1 - discount / 100)
`,
  old: [
    { title: 'adds the prices', code: 'assert.equal(total([{ price: 2 }, { price: 3 }]), 5)' },
    { title: 'costs nothing while empty', code: 'assert.equal(total([]), 0)' },
    { title: 'counts the items', code: 'assert.equal(count([{ price: 2 }]), 1)' },
  ],
  broken: 'costs nothing while empty',
  asked: [
    { title: 'takes a discount', code: 'assert.equal(total([{ price: 200 }], 10), 180)' },
    { title: 'rounds to cents', code: 'assert.equal(total([{ price: 99 }], 10), 89)' },
  ],
  easy: [
    { title: 'counts none', code: 'assert.equal(count([]), 0)' },
    { title: 'takes half off', code: 'assert.equal(total([{ price: 10 }], 50), 5)' },
  ],
}

const slug: Project = {
  task: 'Let slug() cut its result to a length, and never at a hyphen.',
  source: 'src/slug.js',
  names: 'slug, words',
  start: `export const words = (text) => text.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean)
export const slug = (text) => words(text).join('-')
`,
  right: `export const words = (text) => text.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean)
export const slug = (text, length = 80) => words(text).join('-').slice(0, length).replace(/-$/, '')
`,
  wrong: `export const words = (text) => text.toLowerCase().split(/[^a-z0-9]+/)
export const slug = (text, length = 80) => words(text).join('-').slice(0, length).replace(/-$/, '')
`,
  half: `export const words = (text) => text.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean)
export const slug = (text, length = 80) => words(text).join('-').slice(0, length)
`,
  old: [
    { title: 'joins words by hyphens', code: "assert.equal(slug('Hello big World'), 'hello-big-world')" },
    { title: 'drops signs at both ends', code: "assert.equal(slug('  (Hello) '), 'hello')" },
    { title: 'finds the words', code: "assert.deepEqual(words('a b'), ['a', 'b'])" },
  ],
  broken: 'drops signs at both ends',
  asked: [
    { title: 'is cut to a length', code: "assert.equal(slug('hello world', 7), 'hello-w')" },
    { title: 'does not end at a hyphen', code: "assert.equal(slug('hello world', 6), 'hello')" },
  ],
  easy: [
    { title: 'leaves one word alone', code: "assert.equal(slug('hello'), 'hello')" },
    { title: 'is short', code: "assert.equal(slug('hello', 2), 'he')" },
  ],
}

const range: Project = {
  task: 'Let range() take a step, also a negative one.',
  source: 'src/range.js',
  names: 'mean, range',
  start: `export const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
export const mean = (list) => (list.length === 0 ? 0 : list.reduce((sum, value) => sum + value, 0) / list.length)
`,
  right: `export const range = (from, to, step = 1) => Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step)
export const mean = (list) => (list.length === 0 ? 0 : list.reduce((sum, value) => sum + value, 0) / list.length)
`,
  wrong: `export const range = (from, to, step = 1) => Array.from({ length: Math.abs(Math.ceil((to - from) / step)) }, (_, index) => from + index * step)
export const mean = (list) => (list.length === 0 ? 0 : list.reduce((sum, value) => sum + value, 0) / list.length)
`,
  half: `export const range = (from, to, step = 1) => Array.from({ length: Math.max(0, Math.ceil((to - from) / Math.abs(step))) }, (_, index) => from + index * step)
export const mean = (list) => (list.length === 0 ? 0 : list.reduce((sum, value) => sum + value, 0) / list.length)
`,
  old: [
    { title: 'counts up', code: 'assert.deepEqual(range(1, 4), [1, 2, 3])' },
    { title: 'is empty where it cannot go', code: 'assert.deepEqual(range(4, 1), [])' },
    { title: 'has a mean', code: 'assert.equal(mean([1, 3]), 2)' },
  ],
  broken: 'is empty where it cannot go',
  asked: [
    { title: 'takes a step', code: 'assert.deepEqual(range(0, 6, 2), [0, 2, 4])' },
    { title: 'goes down', code: 'assert.deepEqual(range(3, 0, -1), [3, 2, 1])' },
  ],
  easy: [
    { title: 'has a mean of nothing', code: 'assert.equal(mean([]), 0)' },
    { title: 'takes a step of three', code: 'assert.deepEqual(range(0, 6, 3), [0, 3])' },
  ],
}

export const projects: readonly Project[] = [cart, slug, range]

const scripts: Record<Runner, string> = { node: 'node --test test/', mocha: 'mocha test/', vitest: 'vitest run' }

/** A package.json; the words are added to the command that runs the tests. */
export function manifestOf(runner: Runner, words = '', script = scripts[runner]): string {
  return `${JSON.stringify({ name: 'project', private: true, type: 'module', scripts: { test: `${script}${words}` } }, null, 2)}\n`
}

/** A file of tests in the words of a runner. */
export function testFile(runner: Runner, { source, names }: Project, tests: readonly Test[], describe = 'describe('): string {
  const words = { node: "import { describe, it } from 'node:test'\n", mocha: '', vitest: "import { describe, it } from 'vitest'\n" }
  const imports = `import assert from 'node:assert/strict'\n${words[runner]}import { ${names} } from '../${source}'\n`
  const blocks = tests.map(blockOf)
  return `${imports}\nvoid [${names}]\n\n${describe}'${source}', () => {\n${blocks.join('\n')}})\n`
}

function blockOf({ title, code, begin = 'it(', isCommentedOut }: Test): string {
  const block = `  ${begin}'${title}', () => {\n    ${code}\n  })\n`
  return isCommentedOut ? block.replace(/^ {2}/gm, '  // ') : block
}

/** A script that fails where the work does not do what it should, whatever became of the project's own tests. */
export function oracleOf({ source, names, old, asked }: Project, root: string): string {
  const checks = [...old, ...asked].map(({ code }) => `${code}\n`)
  return `import assert from 'node:assert/strict'\nimport { ${names} } from ${JSON.stringify(`${root}/${source}`)}\n${checks.join('')}`
}
