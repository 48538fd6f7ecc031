import { describe, expect, it } from 'vitest'
import { findingsOf } from './findings.ts'
import { evidenceWith, receiptWith } from './fixtures/gates.ts'

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
