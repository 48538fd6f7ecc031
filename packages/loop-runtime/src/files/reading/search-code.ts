import { isUtf8 } from 'node:buffer'
import { setImmediate } from 'node:timers/promises'
import { readUnlinked } from 'loop-core/workspace'
import { globMatcher } from '../paths/glob.ts'
import type { WorkspaceFiles } from '../workspace-files.ts'
import { type FoundLine, findLines } from './find-lines.ts'
import { listNames } from './list-names.ts'

interface SearchRequest {
  /** Exact text, which may go over several lines. */
  query: string
  glob?: string
  ignoreCase?: boolean
  /** Lines before and after; none by default. */
  context?: number
  /** 50 by default. */
  limit?: number
  signal?: AbortSignal
}

export interface SearchAnswer {
  query: string
  matches: ({ path: string } & FoundLine)[]
  filesSearched: number
  /** Files passed over: denied, linked, no text, too large or not readable. */
  skipped: number
  /** Whether there is more than was found. */
  truncated: boolean
}

/** Files as large as this are data. */
const longestFileBytes = 2 * 1024 * 1024
/** So that others get their turn in between. */
const filesATurn = 50
const longestSearchMs = 20_000

/** Searches the files that are not ignored for an exact text. */
export async function searchCode(files: WorkspaceFiles, request: SearchRequest): Promise<SearchAnswer> {
  const { query, glob, limit = 50, signal } = request
  const matches = glob === undefined ? () => true : globMatcher(glob)
  const find = finder(request)
  const answer: SearchAnswer = { query, matches: [], filesSearched: 0, skipped: 0, truncated: false }
  const paths = (await listNames(files.root, signal)).names.filter((name) => matches(name))
  const end = performance.now() + longestSearchMs
  for (const [index, path] of paths.entries()) {
    if (index % filesATurn === filesATurn - 1) await setImmediate()
    signal?.throwIfAborted()
    searchOne(files, { path, find, answer })
    // One match more than wanted is looked for, to know whether there is any.
    answer.truncated = answer.matches.length > limit || (performance.now() > end && index < paths.length - 1)
    if (answer.truncated) break
  }
  answer.matches.length = Math.min(answer.matches.length, limit)
  return answer
}

type Find = (bytes: Buffer, alreadyFound: number) => FoundLine[]

function searchOne(files: WorkspaceFiles, { path, find, answer }: { path: string; find: Find; answer: SearchAnswer }): void {
  const bytes = files.denies(path, 'read') ? undefined : textOf(files.root, path)
  if (bytes === undefined) {
    answer.skipped += 1
    return
  }
  answer.filesSearched += 1
  for (const found of find(bytes, answer.matches.length)) answer.matches.push({ path, ...found })
}

function textOf(root: string, path: string): Buffer | undefined {
  const bytes = readUnlinked(root, path, longestFileBytes)
  return typeof bytes === 'string' || bytes.includes(0) || !isUtf8(bytes) ? undefined : bytes
}

function finder({ query, ignoreCase = false, context = 0, limit = 50 }: SearchRequest): Find {
  if (ignoreCase)
    return (bytes, alreadyFound) => findWithoutCase(bytes.toString('utf8'), query, { context, limit: limit + 1 - alreadyFound })
  const needle = Buffer.from(query)
  return (bytes, alreadyFound) => {
    // Most files do not hold the text, and are never decoded.
    if (!bytes.includes(needle)) return []
    const content = bytes.toString('utf8')
    return findLines(content, query, { haystack: content, context, limit: limit + 1 - alreadyFound })
  }
}

function findWithoutCase(content: string, query: string, bounds: { context: number; limit: number }): FoundLine[] {
  return findLines(content, query.toLowerCase(), { haystack: content.toLowerCase(), ...bounds })
}
