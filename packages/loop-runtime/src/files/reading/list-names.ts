import { join, relative, sep } from 'node:path'
import { findRepositoryRoot } from 'loop-core/workspace'
import { tooManyFiles } from '../refusals.ts'
import { gitNames } from './git-names.ts'
import { type FolderNames, isListed, mostNames } from './names.ts'
import { walkNames } from './walk-names.ts'

/** The files of a workspace by their paths, sorted; no content is looked at. */
export interface Names {
  /** Who said which files there are. */
  vcs: 'git' | 'none'
  names: string[]
}

const deepestNesting = 3

/** Names the files beneath a root that are not ignored: as git sees them, or by walking where git knows nothing. */
export async function listNames(root: string, signal?: AbortSignal): Promise<Names> {
  const { vcs, names, nested } = await namesOf(root, signal)
  const all = new Set(names)
  for (const name of await nestedNames(root, nested, { depth: 1, signal })) all.add(name)
  if (all.size > mostNames) throw tooManyFiles(mostNames)
  return { vcs, names: [...all].filter(isListed).sort() }
}

async function namesOf(folder: string, signal?: AbortSignal): Promise<FolderNames & Pick<Names, 'vcs'>> {
  const repository = await findRepositoryRoot(folder)
  const scope = repository === null || repository === folder ? '' : `${relative(repository, folder).split(sep).join('/')}/`
  const known = repository === null ? undefined : await gitNames({ repository, scope, signal })
  // A folder of which the repository around it knows nothing is ignored there.
  const isIgnored = scope !== '' && known?.names.length === 0 && known.nested.length === 0
  return known === undefined || isIgnored ? { vcs: 'none', ...(await walkNames(folder, signal)) } : { vcs: 'git', ...known }
}

async function nestedNames(root: string, folders: readonly string[], at: { depth: number; signal?: AbortSignal }): Promise<string[]> {
  if (at.depth > deepestNesting) return []
  const names: string[] = []
  for (const folder of folders) {
    const place = join(root, folder, '.')
    const inner = await namesOf(place, at.signal).catch(() => ({ names: [], nested: [] }))
    const deeper = await nestedNames(place, inner.nested, { ...at, depth: at.depth + 1 })
    for (const name of [...inner.names, ...deeper]) names.push(folder + name)
    if (names.length > mostNames) break
  }
  return names
}
