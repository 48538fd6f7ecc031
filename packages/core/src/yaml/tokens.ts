import type { CST } from 'yaml'

/** Files for people have five levels; the parser's own recursion may end the whole process long before it ends the stack. */
const deepest = 16

/** Twice what the largest file for people has, punctuation included; finding twins among many keys takes their square. */
const most = 10_000

function forbidden(noun: string): Readonly<Record<string, string>> {
  return {
    alias: 'is an alias: write the value itself',
    anchor: `has an anchor: there are no aliases in a ${noun}`,
    tag: 'has a tag: write the plain value',
    directive: `is a directive: a ${noun} needs none`,
  }
}

/** Something that a file may not hold, by its place in the text. */
export interface TokenFault {
  offset: number
  problem: string
  /** Whether the text must not be parsed any further. */
  ends: boolean
}

/** Looks for what YAML knows and such a file may not have. */
export function faultsOfTokens(tokens: Iterable<CST.Token>, noun: string): TokenFault[] {
  const problems = forbidden(noun)
  const faults: TokenFault[] = []
  let seen = 0
  for (const { token, depth } of walk(tokens, 0)) {
    const problem = problems[token.type]
    if (problem) faults.push({ offset: token.offset, problem, ends: false })
    const excess = depth > deepest ? 'is nested too deeply' : ++seen > most && `is too much for one ${noun}`
    if (excess) return [...faults, { offset: token.offset, problem: excess, ends: true }]
  }
  return faults
}

interface Placed {
  token: CST.Token
  depth: number
}

function* walk(tokens: Iterable<CST.Token>, depth: number): Iterable<Placed> {
  for (const token of tokens) {
    // A mapping's offset is where its first key begins, before which its properties stand.
    if (token.type !== 'space' && token.type !== 'newline') yield { token, depth }
    yield* walk(partsOf(token), depth + 1)
  }
}

function* partsOf(token: CST.Token): Iterable<CST.Token> {
  if ('props' in token) yield* token.props
  if ('start' in token && Array.isArray(token.start)) yield* token.start
  if ('items' in token) {
    for (const { start, key, sep, value } of token.items) {
      yield* start
      if (key) yield key
      if (sep) yield* sep
      if (value) yield value
    }
  }
  if (token.type === 'document' && token.value) yield token.value
}
