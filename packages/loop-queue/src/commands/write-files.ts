import { randomUUID } from 'node:crypto'
import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import { LoopError } from 'loop-core'
import { resolveInside } from 'loop-core/workspace'
import type { SourceFile } from '../formats/format.ts'

/** Writes files beneath a folder and nowhere else: all of them, or none where one cannot be. Gives their paths. */
export async function writeFiles(folder: string, files: readonly SourceFile[], replace: boolean): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const named = files.map(({ path, content }) => ({ path: safePath(path), content }))
  refuseTwins(named)
  for (const { path } of named) await placeOf(folder, path, replace)
  for (const { path, content } of named) await writeOne(folder, { path, content }, replace)
  return named.map(({ path }) => path)
}

const longestName = 120
const known = /\.(?:jsonl?|md|markdown|ya?ml)$/i

/** Paths come from sources and servers: each name gets safe characters, and nothing but lists of tasks is written. */
function safePath(path: string): string {
  const names = path.split(/[\\/]+/)
  if (!known.test(path) || names.some((name) => name === '..' || /^\.git$/i.test(name))) throw notWritable(path, 'is no file of tasks')
  return names
    .filter((name) => name !== '' && name !== '.')
    .map(safeName)
    .join('/')
}

function safeName(name: string): string {
  const safe = name.replaceAll(/[^\p{L}\p{M}\p{N} ._()[\]',&+@#!~=-]/gu, '-').replace(/[. ]+$/, '-')
  const characters = [...safe]
  if (characters.length <= longestName) return safe
  const end = extname(safe).slice(0, 10)
  return `${characters.slice(0, longestName - end.length).join('')}${end}`
}

function refuseTwins(files: readonly SourceFile[]): void {
  const seen = new Set<string>()
  for (const { path } of files) {
    // Some file systems take both spellings for one name.
    const key = path.normalize('NFC').toLowerCase()
    if (seen.has(key)) throw notWritable(path, 'is there twice')
    seen.add(key)
  }
}

/** Where a file goes; refuses what is outside, what is reached through a link, and what is there already. */
async function placeOf(folder: string, path: string, replace: boolean): Promise<string> {
  const place = await resolveInside(folder, path)
  if (!place.inside) throw notWritable(path, `leads elsewhere (${place.fault})`)
  if (place.linked) throw notWritable(path, 'is reached through a link')
  if (!place.exists) return place.path
  if (!(await lstat(place.path)).isFile()) throw notWritable(path, 'is there and is no file')
  if (!replace) throw isThere(path)
  return place.path
}

function notWritable(path: string, why: string): LoopError {
  return new LoopError('conflict', `${path} ${why}; nothing was written.`, {
    code: 'not_writable',
    hints: ['Give another folder with --out.'],
  })
}

function isThere(path: string): LoopError {
  const hints = ['--force replaces it; --out takes another folder.']
  return new LoopError('conflict', `${path} is there already; nothing was written.`, { code: 'file_exists', hints })
}

async function writeOne(folder: string, { path, content }: SourceFile, replace: boolean): Promise<void> {
  await mkdir(dirname(await placeOf(folder, path, replace)), { recursive: true })
  // Asked again, now that its folder is there.
  const target = await placeOf(folder, path, replace)
  if (!replace) return writeFile(target, content, { flag: 'wx' })
  const draft = `${dirname(target)}/.${randomUUID()}.tmp`
  try {
    await writeFile(draft, content, { flag: 'wx' })
    await rename(draft, target)
  } finally {
    await rm(draft, { force: true })
  }
}
