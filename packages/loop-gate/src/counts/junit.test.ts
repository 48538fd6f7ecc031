import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsOfJunit } from './junit.ts'

const counts = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped })

describe('a JUnit file', () => {
  it.each([
    [
      'that is a single suite, as of mocha',
      '<testsuite tests="2"><testcase name="a"/><testcase name="b"><skipped/></testcase></testsuite>',
      counts(1, 0, 1),
    ],
    [
      'with suites in suites',
      '<testsuites><testsuite><testsuite><testcase/></testsuite><testcase/></testsuite><testcase/></testsuites>',
      counts(3),
    ],
    [
      'with failures and errors',
      '<testsuite><testcase><failure/></testcase><testcase><error>x</error></testcase></testsuite>',
      counts(0, 2),
    ],
    [
      'with a failure as an attribute as well, as of node:test',
      '<testsuites><testcase failure="1 == 2"><failure>1</failure></testcase></testsuites>',
      counts(0, 1),
    ],
    ['with an attribute that only looks like a failure', '<testsuite><testcase failure="no"/></testsuite>', counts(1)],
    [
      'with tests that were not run, as of googletest',
      '<testsuite><testcase status="notrun"/><testcase status="run"/></testsuite>',
      counts(1, 0, 1),
    ],
    ['with attributes only', '<testsuites tests="9" failures="1" errors="2" skipped="1" disabled="1"/>', counts(4, 3, 2)],
    [
      'with attributes of inner suites only',
      '<testsuites><testsuite tests="2"/><testsuite tests="3" failures="1"><testsuite tests="3"/></testsuite></testsuites>',
      counts(4, 1),
    ],
    [
      'whose attributes contradict its cases',
      '<testsuites tests="900"><testsuite tests="900"><testcase/></testsuite></testsuites>',
      counts(1),
    ],
    ['without tests', '<?xml version="1.0"?><testsuites></testsuites>', counts(0)],
    [
      'with elements in the output of a test',
      '<testsuite><testcase><system-out><testcase/></system-out></testcase><system-out><testcase/></system-out></testsuite>',
      counts(1),
    ],
    [
      'with elements in quoted text',
      '<testsuite><testcase><system-out><![CDATA[<testcase/>]]></system-out></testcase><!-- <testcase/> --></testsuite>',
      counts(1),
    ],
  ])('%s is counted', (_, xml, expected) => {
    expect(countsOfJunit(xml)).toEqual(expected)
  })

  it.each([
    ['empty', ''],
    ['no XML', 'Tests 5 passed'],
    ['cut off', '<testsuites><testsuite><testcase/></testsuite>'],
    ['another document', '<html><testcase/></html>'],
    ['with declared entities', '<!DOCTYPE x [<!ENTITY a "aaa">]><testsuite><testcase name="&a;"/></testsuite>'],
    ['nested beyond reason', `${'<testsuite>'.repeat(5_000)}<testcase/>${'</testsuite>'.repeat(5_000)}`],
    ['longer than 8 MiB', `<testsuite><testcase/></testsuite>${' '.repeat(8 * 1_048_576)}`],
  ])('%s is none', (_, xml) => {
    expect(countsOfJunit(xml)).toBeNull()
  })

  it('of any kind never throws and never counts less than nothing', () => {
    const piece = fc.constantFrom(
      '<testsuites',
      '<testsuite>',
      '</testsuite>',
      '</testsuites>',
      '<testcase/>',
      '<failure/>',
      ' tests="1" failures="5">',
      '>',
      '<__proto__/>',
      '<constructor>',
      '&x;',
      '<![CDATA[',
      ']]>',
      '<!--',
    )
    const property = fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      for (const number of Object.values(countsOfJunit(pieces.join('')) ?? {})) expect(number).toBeGreaterThanOrEqual(0)
    })
    // A failure names the seed and the path that repeat it.
    fc.assert(property, { numRuns: 500 })
  })
})
