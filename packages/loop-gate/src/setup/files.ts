import { randomUUID } from 'node:crypto'
import { chmod, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import type { SetupPlan } from './plan.ts'
import { refused } from './refused.ts'

const largest = 1024 * 1024

/** What a file says, or undefined where there is none. */
export async function textIn(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(nothingThere)
  if (found === undefined) return undefined
  if (!found.isFile() || found.size > largest) throw refused('file_unusable', `${path} is no file of at most 1 MiB.`)
  const bytes = await readFile(path)
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) throw refused('file_unusable', `${path} is not written in UTF-8.`)
  return text
}

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}

/** Where a path really leads. A link that leads out of the folder could have anything written that its author wanted. */
export async function realPathIn(folder: string, path: string): Promise<string> {
  const [inside, real] = [await realPath(folder), await realPath(path)]
  const way = relative(inside, real)
  if (way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw refused(
      'leads_outside',
      `${path} is a link that leads out of ${folder}, to ${real}.`,
      'Edit that file by hand, or replace the link.',
    )
  }
  return real
}

/** Also of what is not there yet: it would be made where its folder really is. */
async function realPath(path: string): Promise<string> {
  const found = await realpath(path).catch(nothingThere)
  if (found !== undefined || dirname(path) === path) return found ?? path
  return join(await realPath(dirname(path)), basename(path))
}

/** Carries a plan out. A new file takes the old one's place in one move and with its mode, so that no reader meets half of it. */
export async function carryOut({ before, after }: Pick<SetupPlan, 'before' | 'after'>, path: string): Promise<void> {
  if (before === after) return
  // Clients write into their files too.
  if ((await textIn(path)) !== before) throw refused('file_changed', `${path} has changed meanwhile.`, 'Run setup again.')
  if (after === undefined) return rm(path)
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    await writeFile(draft, after, { flag: 'wx' })
    const old = await stat(path).catch(nothingThere)
    if (old !== undefined) await chmod(draft, old.mode & 0o7777)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
