import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { TestCounts } from 'loop-core/process'

/** More text than this is not read. */
export const maxJunitBytes = 8 * 1_048_576

// Entities stay as they are, so none can be declared that grows.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  parseTagValue: false,
  isArray: (name) => name === 'testsuite' || name === 'testcase',
})

type Element = Readonly<Record<string, unknown>>

/** How many tests a JUnit file counts, or null if it is none. Its test cases decide; the sums of its suites only where it has no cases. */
export function countsOfJunit(xml: string): TestCounts | null {
  if (xml.length > maxJunitBytes || xml.includes('<!DOCTYPE')) return null
  try {
    return XMLValidator.validate(xml) === true ? countsOfRoot(parser.parse(xml)) : null
  } catch {
    // Deeper than the parser goes, or with a name that it refuses.
    return null
  }
}

function countsOfRoot(root: Element): TestCounts | null {
  const roots = [...children(root, 'testsuite'), ...asElements(root.testsuites)]
  if (roots.length === 0) return null
  const cases = roots.flatMap(casesOf)
  return cases.length > 0 ? sumOf(cases.map(countsOfCase)) : sumOf(roots.flatMap(statedBy))
}

/** Suites stand in suites; what a test printed may hold elements as well, and is not looked at. */
function casesOf(suite: Element): Element[] {
  return [...children(suite, 'testcase'), ...children(suite, 'testsuite').flatMap(casesOf)]
}

function countsOfCase(element: Element): TestCounts {
  const has = (...names: string[]) => names.some((name) => Object.hasOwn(element, name))
  if (has('failure', 'error')) return { passed: 0, failed: 1, skipped: 0 }
  const wasRun = !has('skipped', 'disabled') && !['notrun', 'skipped', 'disabled'].includes(String(element['@status']))
  return { passed: wasRun ? 1 : 0, failed: 0, skipped: wasRun ? 0 : 1 }
}

/** The sums of the outermost suites that have some; those inside are part of them. */
function statedBy(suite: Element): TestCounts[] {
  const all = stated(suite, 'tests')
  if (all === undefined) return children(suite, 'testsuite').flatMap(statedBy)
  const failed = (stated(suite, 'failures') ?? 0) + (stated(suite, 'errors') ?? 0)
  const skipped = (stated(suite, 'skipped') ?? 0) + (stated(suite, 'disabled') ?? 0)
  return [{ passed: Math.max(0, all - failed - skipped), failed, skipped }]
}

function stated(element: Element, name: string): number | undefined {
  const text = element[`@${name}`]
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function sumOf(counts: readonly TestCounts[]): TestCounts {
  const sum = (key: keyof TestCounts) => counts.reduce((all, one) => all + one[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

function children(element: Element, name: string): Element[] {
  return Object.hasOwn(element, name) ? asElements(element[name]) : []
}

/** An element without attributes and children is read as a text. */
function asElements(value: unknown): Element[] {
  if (value === undefined) return []
  return [value].flat().map((one) => (typeof one === 'object' && one !== null ? (one as Element) : {}))
}
