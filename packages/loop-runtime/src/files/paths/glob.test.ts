import { expect, test } from 'vitest'
import { globMatcher } from './glob.ts'

test.each([
  ['*.ts', ['a.ts', 'src/deep/b.ts', '.hidden.ts'], ['a.tsx', 'ts']],
  ['src/*.ts', ['src/a.ts'], ['src/deep/a.ts', 'a.ts', 'x/src/a.ts']],
  ['src/**/*.{ts,js}', ['src/a.ts', 'src/x/y/b.js'], ['src/a.md']],
  ['./src/', ['src/a', 'src/x/y'], ['src.ts', 'x/src/a']],
  ['app/(group)/page.tsx', ['app/(group)/page.tsx'], ['app/group/page.tsx']],
  ['[ab]?.md', ['a1.md', 'x/b2.md'], ['c1.md', 'a.md']],
  ['!a.ts', ['!a.ts'], ['b.ts']],
  ['(a+)+$', ['(a+)+$'], ['aaa']],
  ['a|b', ['a|b'], ['a', 'b']],
])('%s', (glob, named, others) => {
  const matches = globMatcher(glob)
  expect(named.filter((path) => !matches(path))).toEqual([])
  expect(others.filter(matches)).toEqual([])
})

test.each(['', './', '*a*a*a*a', '**/a/**/b/**/c/**', 'x'.repeat(257)])('%j is refused', (glob) => {
  expect(() => globMatcher(glob)).toThrow(/The glob must have/)
})
