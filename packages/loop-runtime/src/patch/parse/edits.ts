import type { Operation } from '../operation.ts'
import { badEdit } from '../refusals.ts'

/** The seed's form of a change; an empty search makes a new file. */
export interface Edit {
  path: string
  search: string
  replace: string
}

export function parseEdits(edits: readonly Edit[]): Operation[] {
  if (edits.length === 0) throw badEdit(1, 'there is none.')
  return edits.map(({ path, search, replace }, index) => {
    if (path === '') throw badEdit(index + 1, 'the file has no name.')
    if (!replace.isWellFormed()) throw badEdit(index + 1, 'the replacement is not valid Unicode.')
    if (search === '') return { kind: 'add', path, text: replace, mayReplace: false }
    if (search === replace) throw badEdit(index + 1, 'search and replacement are the same.')
    return { kind: 'replace', path, search, replace }
  })
}
