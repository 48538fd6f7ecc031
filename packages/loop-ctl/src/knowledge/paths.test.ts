import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pathsOf } from './paths.ts'

const named = (...titles: string[]) => pathsOf(titles.map((title) => ({ category: 'pattern', title })))

it.each([
  ['Use The Outbox', 'use-the-outbox'],
  ['  a --  b\tc ', 'a-b-c'],
  ['What\'s "this": a/b\\c?', 'whats-this-abc'],
  ['../../etc/passwd', 'etcpasswd'],
  ['snake_case stays', 'snake_case-stays'],
  ['Überraschung für 東京', 'überraschung-für-東京'],
  ['C:\\con', 'ccon'],
  ['🎉', 'article'],
  ['...', 'article'],
  ['é'.repeat(300), 'é'.repeat(100)],
])('76. the file of %j is %s.md', (title, name) => {
  expect(named(title)).toEqual([`pattern/${name}.md`])
})

it('76. files whose titles differ only in what a name cannot hold are numbered', () => {
  expect(named('Retry', 'Retry!', 'Retry 2', 'retry?', 'Retry 2.')).toEqual(
    ['retry', 'retry-2', 'retry-2-2', 'retry-3', 'retry-2-3'].map((name) => `pattern/${name}.md`),
  )
  expect(pathsOf(['pattern', 'decision'].map((category) => ({ category, title: 'Retry' })))).toEqual([
    'pattern/retry.md',
    'decision/retry.md',
  ])
})

it('76. no two files share a path, and each path is safe anywhere', () => {
  // The library's own texts of any marks take seconds to prepare.
  const marks = fc.array(fc.integer({ min: 1, max: 0x10ffff }), { minLength: 1, maxLength: 20 })
  const title = marks.map((codes) => String.fromCodePoint(...codes).toWellFormed())
  const close = fc.constantFrom('a', 'a!', 'a 2', 'a-2', 'A', 'a 2 2', '/', '-')
  fc.assert(
    fc.property(fc.array(fc.oneof(title, close), { maxLength: 30 }), (titles) => {
      const paths = named(...titles)
      expect(new Set(paths).size).toBe(paths.length)
      const isSafe = (path: string) => /^pattern\/[^/\\\p{Cc}:*?"<>|.]+\.md$/u.test(path) && Buffer.byteLength(path) < 255
      expect(paths.filter((path) => !isSafe(path))).toEqual([])
    }),
  )
})
