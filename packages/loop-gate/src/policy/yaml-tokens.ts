import type { CST } from 'yaml'

/** A policy has five levels; the parser's own recursion may end the whole process long before it ends the stack. */
const deepest = 16

/** Twice what the largest policy has, punctuation included; finding twins among many keys takes their square. */
const most = 10_000

const forbidden: Readonly<Record<string, string>> = {
  alias: 'is an alias: write the value itself',
  anchor: 'has an anchor: there are no aliases in a policy',
  tag: 'has a tag: write the plain value',
  directive: 'is a directive: a policy needs none',
}

/** Something that a policy may not hold, by its place in the text. */
export interface TokenFault {
  offset: number
  problem: string
  /** Whether the text must not be parsed any further. */
  ends: boolean
}

/** Looks for what YAML knows and a policy may not have. */
export function faultsOfTokens(tokens: Iterable<CST.Token>): TokenFault[] {
  const faults: TokenFault[] = []
  let seen = 0
  for (const { token, depth } of walk(tokens, 0)) {
    const problem = forbidden[token.type]
    if (problem) faults.push({ offset: token.offset, problem, ends: false })
    const excess = depth > deepest ? 'is nested too deeply' : ++seen > most && 'is too much for one policy'
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
