import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { gitForNames } from 'loop-core/workspace'
import type { FolderNames } from './names.ts'

interface Part {
  /** The root of the repository. */
  repository: string
  /** The folder in it that is asked for: empty, or ending in `/`. */
  scope: string
  signal?: AbortSignal
}

/** Names the files that git tracks and that are there, and those that it does not ignore; undefined where git cannot say. */
export async function gitNames({ repository, scope, signal }: Part): Promise<FolderNames | undefined> {
  const git = await gitForNames(repository, { signal })
  const wanted = ['-z', '-t', '-s', '--cached', '--deleted', '--others', '--exclude-standard']
  const answer = await git(['ls-files', ...wanted, '--', ...(scope === '' ? [] : [scope])])
  signal?.throwIfAborted()
  if (answer.exitCode !== 0 || answer.tooLong) return undefined
  return parse(answer.stdout.toString('utf8'), join(repository, scope), scope)
}

function parse(output: string, folder: string, scope: string): FolderNames {
  const names = new Set<string>()
  const nested = new Set<string>()
  const gone = new Set<string>()
  for (const record of output.split('\0')) {
    const [, tag, mode, path = ''] = /^(\S) (?:(\d{6}) [0-9a-f]+ \d\t)?([\s\S]*)$/.exec(record) ?? []
    const name = path.slice(scope.length)
    if (tag === undefined) continue
    if (tag === 'R') gone.add(name)
    else if (mode === '160000') nested.add(`${name}/`)
    else if (name.endsWith('/')) nested.add(name)
    // A file that a sparse checkout leaves out may be there or not.
    else if (tag !== 'S' || isThere(join(folder, name))) names.add(name)
  }
  const isReal = realFolders(folder)
  const present = (name: string) => !gone.has(name) && isReal(name.slice(0, name.lastIndexOf('/') + 1))
  return { names: [...names].filter(present), nested: [...nested].filter(present) }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** Says of folders ending in `/` whether they are there without a link on the way: git lists what it tracks behind one, too. */
function realFolders(root: string): (folder: string) => boolean {
  const known = new Map([['', true]])
  function isReal(folder: string): boolean {
    const answer =
      known.get(folder) ?? (isReal(folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1)) && isFolder(join(root, folder)))
    known.set(folder, answer)
    return answer
  }
  return isReal
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path.replace(/[\\/]$/, '')).isDirectory()
  } catch {
    return false
  }
}
