import { globMatcher } from '../paths/glob.ts'
import { invalidInput } from '../refusals.ts'
import type { WorkspaceFiles } from '../workspace-files.ts'
import { listNames } from './list-names.ts'

interface ListRequest {
  /** 200 by default. */
  limit?: number
  glob?: string
  /** From the answer before. */
  cursor?: string
  signal?: AbortSignal
}

export interface ListAnswer {
  files: string[]
  /** Of all pages. */
  total: number
  nextCursor?: string
}

/** Lists the files that are not ignored, sorted, a page at a time. */
export async function listFiles({ root }: WorkspaceFiles, { limit = 200, glob, cursor, signal }: ListRequest): Promise<ListAnswer> {
  const after = cursor === undefined ? undefined : placeOf(cursor)
  const matches = glob === undefined ? () => true : globMatcher(glob)
  const { names } = await listNames(root, signal)
  const all = names.filter((name) => matches(name))
  const rest = after === undefined ? all : all.filter((name) => name > after)
  const files = rest.slice(0, limit)
  return { files, total: all.length, ...(rest.length > limit && { nextCursor: cursorAfter(files.at(-1)!) }) }
}

/** The page goes on behind a name, so files that come and go in between shift nothing. */
function cursorAfter(name: string): string {
  return Buffer.from(name).toString('base64url')
}

function placeOf(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString('utf8')
  if (name === '' || cursorAfter(name) !== cursor) throw invalidInput('This cursor is none of ours.', 'Begin again without a cursor.')
  return name
}
