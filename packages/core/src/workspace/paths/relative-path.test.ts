import { expect, test } from 'vitest'
import { isInside, relativePathFault } from '../index.ts'

test.each(['a', 'a/b.txt', '.', './a', 'a/', 'a..b', '..a', 'a/...', 'a b', 'ü/🦊', 'a\nb', '-rf'])(
  '%j may name something inside a folder',
  (path) => {
    expect(relativePathFault(path, 'posix')).toBeUndefined()
  },
)

test.each([
  ['', 'empty'],
  ['a\0b', 'nul'],
  ['a\ud800', 'not_unicode'],
  ['/etc/passwd', 'absolute'],
  ['//a', 'absolute'],
  ['..', 'dot_dot'],
  ['../x', 'dot_dot'],
  ['a/../../x', 'dot_dot'],
  ['a/../b', 'dot_dot'],
  ['a/..', 'dot_dot'],
])('%j is refused everywhere as %s', (path, fault) => {
  expect(relativePathFault(path, 'posix')).toBe(fault)
  expect(relativePathFault(path, 'windows')).toBe(fault)
})

test.each([
  ['C:\\x', 'absolute'],
  ['c:x', 'absolute'],
  ['\\\\server\\share', 'absolute'],
  ['\\x', 'absolute'],
  ['a\\..\\..\\x', 'dot_dot'],
  ['file:stream', 'windows_name'],
  ['dir/NUL', 'windows_name'],
  ['dir/com1.txt', 'windows_name'],
  ['aux/x', 'windows_name'],
  ['.git.', 'windows_name'],
  ['.git /config', 'windows_name'],
  ['what?', 'windows_name'],
])('%j is refused on Windows as %s and is a name elsewhere', (path, fault) => {
  expect(relativePathFault(path, 'windows')).toBe(fault)
  expect(relativePathFault(path, 'posix')).toBeUndefined()
})

test('a path has at most 1,024 bytes', () => {
  expect(relativePathFault('x'.repeat(1_024))).toBeUndefined()
  expect(relativePathFault('x'.repeat(1_025))).toBe('too_long')
  expect(relativePathFault('ü'.repeat(513))).toBe('too_long')
})

test('names that only look reserved are allowed on Windows', () => {
  for (const path of ['console', 'a\\b/c', './nullable.ts', 'com10']) expect(relativePathFault(path, 'windows')).toBeUndefined()
})

test('being inside is decided by path parts', () => {
  expect(isInside('/a/b', '/a/b')).toBe(true)
  expect(isInside('/a/b', '/a/b/..c')).toBe(true)
  expect(isInside('/a/b', '/a/bc')).toBe(false)
  expect(isInside('/a/b', '/a')).toBe(false)
  expect(isInside('/', '/a')).toBe(true)
})
