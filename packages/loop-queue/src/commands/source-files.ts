import type { Stats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { openInside } from 'loop-core/workspace'
import type { Problem, SourceFile } from '../formats/format.ts'
import { usage } from './usage.ts'

export interface Sources {
  files: SourceFile[]
  problems: Problem[]
  bytes: number
}

const mostFiles = 5_000
const mostBytes = 32 * 1024 * 1024
const longestPath = 300

/** The files of some paths, each a file or a folder. A link is left out and named: it may lead anywhere. */
export async function readPaths(paths: readonly string[]): Promise<Sources> {
  const sources: Sources = { files: [], problems: [], bytes: 0 }
  for (const path of paths) {
    const start = resolve(path)
    const stats = await lstat(start).catch(() => undefined)
    if (stats === undefined) throw usage(`There is no file or folder ${path}.`)
    await readOne(start, { stats, base: baseOf(start, stats), sources })
  }
  return sources
}

/** Where projects keep their tasks: paths begin there, wherever the command was typed. */
const homes = new Set(['.taskmaster', '.beads', 'backlog'])

function baseOf(start: string, stats: Stats): string {
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) if (homes.has(basename(folder))) return dirname(folder)
  return stats.isDirectory() ? start : dirname(start)
}

interface Visit {
  stats: Pick<Stats, 'isSymbolicLink' | 'isDirectory' | 'isFile'>
  base: string
  sources: Sources
}

async function readOne(path: string, { stats, base, sources }: Visit): Promise<void> {
  const name = relative(base, path).split(sep).join('/') || basename(path)
  if (stats.isSymbolicLink()) complain(sources, name, 'link', 'This is a link; it was left out.')
  else if (stats.isDirectory()) await readFolder(path, base, sources)
  else if (stats.isFile()) await addFile(path, name, sources)
  else complain(sources, name, 'no_file', 'This is no file; it was left out.')
}

/** Folders that hold no tasks, and very much else. */
const skippedFolders = new Set(['.git', 'node_modules'])
const knownFile = /\.(?:jsonl?|md|markdown|ya?ml)$/i

async function readFolder(folder: string, base: string, sources: Sources): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    if (skippedFolders.has(entry.name) || (entry.isFile() && !knownFile.test(entry.name))) continue
    await readOne(join(folder, entry.name), { stats: entry, base, sources })
  }
}

async function addFile(path: string, name: string, sources: Sources): Promise<void> {
  const opened = await openInside(dirname(path), basename(path))
  if ('fault' in opened) return complain(sources, name, 'unreadable', `This cannot be read (${opened.fault}); it was left out.`)
  try {
    count(sources, (await opened.file.stat()).size)
    addContent(sources, name, await opened.file.readFile())
  } finally {
    await opened.file.close()
  }
}

function count(sources: Sources, size: number): void {
  sources.bytes += size
  const hints = ['Name the folder of the tasks, such as backlog, .taskmaster or .beads.']
  if (sources.bytes > mostBytes) throw usage('These files have more than 32 MiB together.', hints)
  if (sources.files.length >= mostFiles) throw usage(`There are more than ${mostFiles} files.`, hints)
}

function addContent(sources: Sources, path: string, bytes: Uint8Array): void {
  const content = textOf(bytes)
  if (content === undefined) complain(sources, path, 'binary', 'This is no text in UTF-8; it was left out.')
  else if (path.length > longestPath) complain(sources, path, 'long_path', `The path is longer than ${longestPath}; it was left out.`)
  else sources.files.push({ path, content })
}

/** The text with all its bytes, a mark at its beginning included; undefined where they are no text. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

function complain({ problems }: Sources, where: string, code: string, text: string): void {
  problems.push({ where, code, text })
}

/** One file from standard input, under the name that its format usually has. */
export async function readStdin(stdin: NodeJS.ReadableStream, format: string): Promise<Sources> {
  const sources: Sources = { files: [], problems: [], bytes: 0 }
  const pieces: Buffer[] = []
  for await (const piece of stdin) {
    pieces.push(Buffer.from(piece))
    count(sources, pieces.at(-1)!.length)
  }
  const bytes = Buffer.concat(pieces)
  addContent(sources, usualPath(format, bytes.subarray(0, mostBytes).toString('utf8')), bytes)
  return sources
}

const usualPaths = {
  taskmaster: '.taskmaster/tasks/tasks.json',
  beads: '.beads/issues.jsonl',
  backlog: 'backlog/tasks/stdin.md',
  loop: 'loop-queue.json',
}

function usualPath(format: string, text: string): string {
  return usualPaths[format === 'auto' ? likelyFormat(text) : (format as keyof typeof usualPaths)]
}

function likelyFormat(text: string): keyof typeof usualPaths {
  if (!/^\ufeff?\s*\{/.test(text)) return 'backlog'
  if (/"schema_version"\s*:/.test(text.slice(0, 1_000))) return 'loop'
  return isJson(text) && /"tasks"\s*:/.test(text) ? 'taskmaster' : 'beads'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ''))
    return true
  } catch {
    return false
  }
}
