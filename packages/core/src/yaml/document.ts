import { Composer, type Document, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, type Node, Parser, visit } from 'yaml'
import { keyOf, mostFaults, shown, unseen, type YamlFault } from './fault.ts'
import { faultsOfTokens, type TokenFault } from './tokens.ts'

/** One YAML document, with a way back from its values to their places. */
export interface YamlDocument {
  value: unknown
  /** The fault of a value, which may be missing. */
  faultAt(path: readonly PropertyKey[], problem: string): YamlFault
  has(path: readonly PropertyKey[]): boolean
}

const options = { version: '1.2', schema: 'core', uniqueKeys: true, stringKeys: true, prettyErrors: false, logLevel: 'silent' } as const

/** Reads YAML of which only plain mappings, lists and values are allowed; `noun` is what the text is, such as `policy`. */
export function readYaml(text: string, noun: string): YamlDocument | { faults: YamlFault[] } {
  const lines = new LineCounter()
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const faults = [...unseenIn(text), ...faultsOfTokens(tokens, noun)]
  if (faults.some(({ ends }) => ends)) return { faults: first(faults).map(({ offset, problem }) => place(lines, offset, '', problem)) }
  const [document, another] = [...new Composer(options).compose(tokens, true, text.length)]
  const all = first([...faults, ...faultsOfParsing(document!), ...(another ? [secondDocument(another)] : [])])
  if (all.length > 0) return { faults: all.map(({ offset, problem }) => place(lines, offset, keyAt(document!, offset), problem)) }
  return {
    value: document!.toJS({ maxAliasCount: 0 }),
    faultAt: (path, problem) => place(lines, offsetOf(document!, path), keyOf(path), problem),
    has: (path) => document!.hasIn(path),
  }
}

type Found = Pick<TokenFault, 'offset' | 'problem'>

function first(faults: readonly Found[]): Found[] {
  return [...faults].sort((a, b) => a.offset - b.offset).slice(0, mostFaults)
}

function place(lines: LineCounter, offset: number, key: string, problem: string): YamlFault {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1), key, problem: shown(problem) }
}

/** A byte order mark may begin the text; tabs and line breaks are YAML's business. */
function unseenIn(text: string): TokenFault[] {
  const offset = text.replaceAll(/[\t\r\n]/g, ' ').search(unseen)
  return offset < 0 ? [] : [{ offset, problem: 'holds a character that cannot be seen', ends: false }]
}

/** The words of the parser are for programmers where they name its options. */
const problems: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'stands here for the second time',
  NON_STRING_KEY: 'a key that is no text',
}

function faultsOfParsing(document: Document): Found[] {
  const all = [...document.errors, ...document.warnings]
  return [...all.map(({ pos, code, message }) => ({ offset: pos[0], problem: problems[code] ?? message })), ...prototypesIn(document)]
}

/** JavaScript's own name, which would be lost on the way through its objects without a word. */
function prototypesIn(document: Document): Found[] {
  const found: Found[] = []
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && key.value === '__proto__') found.push({ offset: key.range?.[0] ?? 0, problem: 'is unknown' })
    },
  })
  return found
}

function secondDocument({ range }: Document): Found {
  return { offset: range?.[0] ?? 0, problem: 'a second document begins here' }
}

/** The key in or behind which a place is. */
function keyAt(document: Document, offset: number): string {
  let found: PropertyKey[] = []
  visit(document, {
    Pair(_, { key }, ancestors) {
      if (isScalar(key) && key.range && key.range[0] <= offset) found = [...pathOf(ancestors), String(key.value)]
    },
  })
  return keyOf(found)
}

/** The keys and numbers that lead to the last of a chain of nodes. */
function pathOf(chain: readonly unknown[]): PropertyKey[] {
  return chain.flatMap((node, index): PropertyKey[] => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : []
    return isSeq(node) ? [node.items.indexOf(chain[index + 1])] : []
  })
}

/** Where a value's key stands, or the value in a list; what is missing is told of where it belongs. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    const node = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === last)?.key
      : isCollection(parent) && parent.items[last as number]
    const range = (node as Node | undefined)?.range
    if (range) return range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
