import type { Git, GitAnswer } from 'loop-core/workspace'
import type { WorkspaceFiles } from '../workspace-files.ts'
import type { DiffFile, FileDiff } from './diff-file.ts'
import { isDenied, withheld } from './withheld.ts'

/** What a person or a repository may have configured otherwise. */
const plainForm = [
  '--no-color',
  '--no-renames',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--unified=3',
  '--inter-hunk-context=0',
  '--submodule=short',
  '-O/dev/null',
]

export interface DiffPlace {
  git: Git
  /** The folder in the repository: empty, or ending in `/`. */
  scope: string
  /** Files and folders beneath the workspace; none for all. */
  paths: readonly string[]
}

/** Asks git for everything at once, so that names and contents are of one moment. */
export function askDiff(place: DiffPlace): Promise<GitAnswer> {
  const relative = place.scope === '' ? '--no-relative' : `--relative=${place.scope}`
  return place.git(['diff', '-z', '--raw', '--numstat', '--patch', relative, ...plainForm, 'HEAD', '--', ...inRepository(place)])
}

/** The paths as git knows them from the root of the repository. */
export function inRepository({ scope, paths }: DiffPlace): string[] {
  if (paths.length > 0) return paths.map((path) => scope + path)
  return scope === '' ? [] : [scope]
}

const statusOfLetter: Record<string, DiffFile['status']> = { A: 'added', M: 'modified', D: 'deleted', T: 'type_changed', U: 'unmerged' }

/** A file that became a link is shown as one that went and one that came. */
const sectionsOf: Partial<Record<DiffFile['status'], number>> = { type_changed: 2, unmerged: 0 }

/** Reads the answer; contents of denied files are taken out, all of them if it cannot be said whose they are. */
export function parseDiff(files: WorkspaceFiles, output: string): FileDiff[] {
  const { changed, patch } = parseNames(output)
  // No line of a content begins with any of this: a blank, a plus or a minus stands before each.
  const sections = patch
    .replace(/^\* Unmerged path .*\n/gm, '')
    .split(/^(?=diff --git )/m)
    .filter((text) => text !== '')
  const counts = changed.map(({ status }) => sectionsOf[status] ?? 1)
  const isClear = counts.reduce((sum, count) => sum + count, 0) === sections.length
  return changed.map((file, index) => {
    const text = sections.splice(0, counts[index]).join('')
    if (files.denies(file.path, 'read')) return { file, text: withheld(file.path, isDenied) }
    return { file, text: isClear ? text : withheld(file.path, 'git answered in another form.') }
  })
}

/** Records of `--raw`, then of `--numstat`, then an empty one and the patch. */
function parseNames(output: string): { changed: DiffFile[]; patch: string } {
  const changed = new Map<string, DiffFile>()
  let at = 0
  const next = () => {
    const end = output.indexOf('\0', at)
    const field = output.slice(at, end === -1 ? undefined : end)
    at = end === -1 ? output.length : end + 1
    return field
  }
  for (let field = next(); field !== ''; field = next()) {
    const [, additions, deletions, path = ''] = /^(\d+|-)\t(\d+|-)\t([\s\S]*)$/.exec(field) ?? []
    if (additions === undefined) addNamed(changed, next(), field.at(-1)!)
    else changed.set(path, { ...(changed.get(path) ?? unnamed(path)), ...counted(additions, deletions!) })
  }
  return { changed: [...changed.values()], patch: output.slice(at) }
}

/** An unmerged path is named once more for the file that is there. */
function addNamed(changed: Map<string, DiffFile>, path: string, letter: string): void {
  const status = statusOfLetter[letter] ?? 'modified'
  if (!changed.has(path) || status !== 'unmerged') changed.set(path, { ...unnamed(path), status })
}

function unnamed(path: string): DiffFile {
  return { path, status: 'modified', additions: 0, deletions: 0, untracked: false, binary: false }
}

function counted(additions: string, deletions: string): Pick<DiffFile, 'additions' | 'deletions' | 'binary'> {
  if (additions === '-') return { additions: 0, deletions: 0, binary: true }
  return { additions: Number(additions), deletions: Number(deletions), binary: false }
}
