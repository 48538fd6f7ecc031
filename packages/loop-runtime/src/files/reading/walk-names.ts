import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readUnlinked } from 'loop-core/workspace'
import { type IgnoreRules, noRules, withRules } from './ignore-rules.ts'
import { type FolderNames, mostNames } from './names.ts'

/** Folders that hold what programs make, where no `.gitignore` says so; the same that a digest passes over. */
const skippedFolders = new Set(['.git', '.forloop', 'node_modules', '.venv', 'dist', 'build', 'target', 'coverage'])

const longestRulesBytes = 1024 * 1024

interface Folder {
  /** Empty for the root, or ending in `/`. */
  path: string
  rules: IgnoreRules
}

/** Names the files of a folder that git does not know, without those that a `.gitignore` leaves out. */
export async function walkNames(root: string, signal?: AbortSignal): Promise<FolderNames> {
  const found: FolderNames = { names: [], nested: [] }
  // Grows while it is read.
  const folders: Folder[] = [{ path: '', rules: noRules() }]
  for (const folder of folders) {
    signal?.throwIfAborted()
    const items = await readdir(join(root, folder.path), { withFileTypes: true }).catch(() => [])
    folders.push(...sortItems(found, items, { path: folder.path, rules: rulesIn(root, folder, items) }))
    if (found.names.length > mostNames) break
  }
  return found
}

/** Notes the files, and answers the folders to go on with. */
function sortItems(found: FolderNames, items: readonly Dirent[], { path, rules }: Folder): Folder[] {
  if (path !== '' && items.some(({ name }) => name === '.git')) {
    found.nested.push(path)
    return []
  }
  const inner: Folder[] = []
  for (const item of items) {
    const name = path + item.name
    if (item.isDirectory()) {
      if (!skippedFolders.has(item.name) && !rules.ignores(`${name}/`)) inner.push({ path: `${name}/`, rules })
    } else if ((item.isFile() || item.isSymbolicLink()) && !rules.ignores(name)) found.names.push(name)
  }
  return inner
}

function rulesIn(root: string, { path, rules }: Folder, items: readonly Dirent[]): IgnoreRules {
  if (!items.some((item) => item.name === '.gitignore' && item.isFile())) return rules
  const text = readUnlinked(root, `${path}.gitignore`, longestRulesBytes)
  return typeof text === 'string' ? rules : withRules(rules, path, text.toString('utf8'))
}
