import { describe, expect, it } from 'vitest'
import { findingsOf } from './findings.ts'
import { evidenceWith, receiptWith } from './fixtures/gates.ts'
import { verifierPaths } from './verifier-paths.ts'

const tests = (passed: number, skipped = 0) => receiptWith({ tests: { passed, failed: 0, skipped, total: passed + skipped } })

describe('what a person should know', () => {
  it.each([
    ['fewer tests than before', { receipts: [tests(3), tests(2, 1)] }, ['fewer_tests']],
    ['as many tests as before', { receipts: [tests(3), tests(3)] }, []],
    ['no tests in the end', { receipts: [receiptWith({ outcome: 'no_tests' as const })] }, ['no_tests']],
    ['tests in the end', { receipts: [receiptWith({ outcome: 'no_tests' as const }), receiptWith()] }, []],
    ['no sandbox', { receipts: [receiptWith({ sandbox: { kind: 'none' as const } })] }, ['unsandboxed']],
    ['a sandbox', { receipts: [receiptWith({ sandbox: { kind: 'bubblewrap' as const } })] }, []],
    ['the rest', { dirty_start: true, lost_calls: 1 }, ['dirty_start', 'lost_call']],
  ])('is told of %s', (_, more, found) => {
    expect(findingsOf(evidenceWith(more))).toEqual(found)
  })
})

describe('a file that decides whether the work is right', () => {
  it.each([
    'tsconfig.json',
    'packages/a/tsconfig.build.json',
    'vitest.config.ts',
    'jest.config.js',
    '.mocharc.yml',
    'pytest.ini',
    'conftest.py',
    'src/a.test.js',
    'src/a.spec.tsx',
    'test/a.js',
    'Tests/data.json',
    'src/__tests__/a.js',
    'pkg/a_test.go',
    'test_a.py',
  ])('is %s', (path) => {
    expect(verifierPaths([{ path }])).toEqual([path])
  })

  it.each(['src/a.js', 'src/latest.js', 'contest/a.js', 'src/testing.md', 'jsconfig.json', 'src/config.ts', 'README.md'])(
    'is not %s',
    (path) => {
      expect(verifierPaths([{ path }])).toEqual([])
    },
  )

  it('is package.json where its scripts change', () => {
    const path = 'packages/a/package.json'
    const text = (fields: object) => JSON.stringify({ scripts: { test: 'x' }, ...fields })
    expect(verifierPaths([{ path, before: text({}), after: text({ version: '2' }) }])).toEqual([])
    expect(verifierPaths([{ path, before: text({}), after: text({ scripts: { test: 'true' } }) }])).toEqual([path])
    expect(verifierPaths([{ path, before: text({}), after: text({ jest: { testMatch: [] } }) }])).toEqual([path])
    expect(verifierPaths([{ path, before: text({}), after: '{' }])).toEqual([path])
    expect(verifierPaths([{ path, before: text({}) }])).toEqual([path])
    expect(verifierPaths([{ path }])).toEqual([path])
  })
})
