import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { packageCaches } from '../sandbox/mounts.ts'
import type { AskGit } from './ask-git.ts'

interface Packages {
  repository: string
  /** Of the worktree. */
  path: string
  /** In both of them; empty for the top. */
  folder: string
}

/**
 * Lets a worktree use the packages that are installed beside it, where git ignores them.
 *
 * The folder is a real one with a link for each package, since a rule such as `node_modules/` does not hold for a link.
 */
export async function linkPackages(git: AskGit, { repository, path, folder }: Packages): Promise<void> {
  const inside = join(folder, 'node_modules')
  const names = await readdir(join(repository, inside)).catch(() => [])
  if (names.length === 0 || !(await isIgnored(git, inside))) return
  const made = await mkdir(join(path, inside)).catch(ignoreThere)
  if (made === 'there') return
  // What tools keep among the packages they make anew.
  for (const name of names.filter((each) => !packageCaches.includes(each)))
    await symlink(join(repository, inside, name), join(path, inside, name))
}

async function isIgnored(git: AskGit, inside: string): Promise<boolean> {
  const ignored = await git(['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory', '--', inside])
  return ignored.toString('latin1') === `${Buffer.from(inside).toString('latin1')}/\0`
}

function ignoreThere(error: NodeJS.ErrnoException): 'there' {
  if (error.code !== 'EEXIST') throw error
  return 'there'
}
