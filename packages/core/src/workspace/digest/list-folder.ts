import type { Dirent } from 'node:fs'
import { lstat, readdir, readlink } from 'node:fs/promises'
import { mapLimited } from '../../map-limited.ts'
import { holdsRepository } from '../paths/find-repository.ts'
import { blobId, fileBlobId, modeOf } from './blob-id.ts'
import { undefinedIfMissing } from './disk.ts'
import type { Entry } from './listing.ts'
import { listedPath, nestedPlace, type Part, type Place } from './place.ts'
import { diskPath } from './raw-path.ts'
import type { Survey } from './survey.ts'

/** Folders that hold what programs make, where no `.gitignore` says so. */
const skippedFolders = new Set(['.git', '.forloop', 'node_modules', '.venv', 'dist', 'build', 'target', 'coverage'])

/** Lists a folder that git does not know, file by file. */
export async function listFolder(survey: Survey, place: Place): Promise<Part> {
  const part: Part = { entries: [], nested: [] }
  // Grows while it is read.
  const folders = ['']
  for (const folder of folders) {
    survey.check()
    const found = await readFolder(survey, place, folder)
    for (const inner of found.folders) folders.push(inner)
    part.nested.push(...found.repositories)
    part.entries = part.entries.concat(found.entries)
  }
  if (place.ifEmpty && part.entries.length + part.nested.length === 0) part.entries.push(place.ifEmpty)
  return part
}

interface Found {
  entries: Entry[]
  folders: string[]
  repositories: Place[]
}

async function readFolder(survey: Survey, place: Place, folder: string): Promise<Found> {
  const named = (await itemsOf(place, folder)).map((item) => ({ item, raw: folder + item.name }))
  const files = named.filter(({ item }) => item.isFile() || item.isSymbolicLink())
  survey.countUntracked(files.length)
  const entries = await mapLimited(files, ({ raw }) => readEntry(survey, place, raw))
  const inner = named.filter(({ item }) => item.isDirectory() && !skippedFolders.has(item.name))
  return { entries: entries.filter((entry) => entry !== undefined), ...(await sortFolders(place, inner)) }
}

/** A folder that is gone since it was seen counts as deleted; the place itself has to be there. */
async function itemsOf(place: Place, folder: string): Promise<Dirent[]> {
  const reading = readdir(diskPath(place.folder, folder), { encoding: 'latin1', withFileTypes: true })
  return folder === '' ? reading : ((await reading.catch(undefinedIfMissing)) ?? [])
}

async function readEntry(survey: Survey, place: Place, raw: string): Promise<Entry | undefined> {
  survey.check()
  const path = diskPath(place.folder, raw)
  const stats = await lstat(path).catch(undefinedIfMissing)
  if (!stats) return undefined
  if (!stats.isSymbolicLink()) survey.countBytes(stats.size)
  const id = stats.isSymbolicLink() ? blobId(await readlink(path, 'buffer'), 'sha256') : await fileBlobId(path, 'sha256')
  return id === undefined ? undefined : { raw: listedPath(place, raw), mode: modeOf(stats), id }
}

async function sortFolders(place: Place, inner: { item: Dirent; raw: string }[]): Promise<Pick<Found, 'folders' | 'repositories'>> {
  const folders: string[] = []
  const repositories: Place[] = []
  for (const { raw } of inner) {
    if (await holdsRepository(diskPath(place.folder, raw))) repositories.push(nestedPlace(place, raw, 'repository'))
    else folders.push(`${raw}/`)
  }
  return { folders, repositories }
}
