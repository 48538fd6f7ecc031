import { relative, sep } from 'node:path'
import { findRepositoryRoot, type Git, GitFailure, protectedGit } from 'loop-core/workspace'
import { plainPath } from '../paths/plain-path.ts'
import { listNames } from '../reading/list-names.ts'
import type { WorkspaceFiles } from '../workspace-files.ts'
import type { DiffFile } from './diff-file.ts'
import { joinDiffs, type Part } from './join-diffs.ts'
import { askDiff, type DiffPlace, parseDiff } from './tracked.ts'
import { diffUntracked } from './untracked.ts'
import { isWithin, untrackedNames } from './untracked-names.ts'

interface DiffRequest {
  /** Files or folders; the whole workspace by default. */
  paths?: readonly string[]
  /** Of the text; 60,000 by default. */
  maxBytes?: number
  signal?: AbortSignal
}

export interface DiffAnswer {
  diff: string
  files: DiffFile[]
  truncated: boolean
  /** Of git; null where it was not or could not be asked. */
  exitCode: number | null
  /** Why there is no diff, or what it was compared with. */
  note?: string
}

/** Compares the workspace with the last commit, files that git does not know yet included. */
export async function gitDiff(files: WorkspaceFiles, request: DiffRequest = {}): Promise<DiffAnswer> {
  const paths = (request.paths ?? []).map(plainPath)
  const place = await placeOf(files, { ...request, paths })
  return typeof place === 'string' ? without(place) : compare(files, place, request)
}

/** Where git is asked, or why it is not. */
async function placeOf({ root }: WorkspaceFiles, { paths = [], signal }: DiffRequest): Promise<DiffPlace | string> {
  const repository = await findRepositoryRoot(root)
  if (repository === null) return 'There is no git repository here, so nothing was compared.'
  const git = await gitUnlessUnsafe(repository, signal)
  if (git === undefined) return 'Git is missing, or it is not sure that it would run nothing of this repository, so nothing was compared.'
  const scope = repository === root ? '' : `${relative(repository, root).split(sep).join('/')}/`
  return { git, scope, paths: paths.includes('.') ? [] : paths }
}

async function gitUnlessUnsafe(repository: string, signal: AbortSignal | undefined): Promise<Git | undefined> {
  try {
    return await protectedGit(repository, { signal })
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof GitFailure) return undefined
    throw error
  }
}

async function compare(files: WorkspaceFiles, place: DiffPlace, { maxBytes = 60_000, signal }: DiffRequest): Promise<DiffAnswer> {
  const [tracked, untracked] = await Promise.all([askDiff(place), untrackedNames(files, place)])
  signal?.throwIfAborted()
  const { exitCode } = tracked
  if (exitCode !== 0 && !(await hasCommit(place))) return withoutCommit(files, place, maxBytes)
  if (exitCode !== 0 || untracked === undefined) return { ...without('Git could not compare this folder.'), exitCode }
  const known = parseDiff(files, tracked.stdout.toString('utf8'))
  if (known.length + untracked.length === 0 && (await isUnknown(place)))
    return without('The repository around the workspace ignores it, so nothing was compared.')
  const parts: Part[] = [...known.map((part) => ({ path: part.file.path, show: () => part })), ...newParts(files, untracked)]
  return { ...joinDiffs(parts, maxBytes), exitCode }
}

/** Before the first commit every file is new. */
async function withoutCommit(files: WorkspaceFiles, { paths }: DiffPlace, maxBytes: number): Promise<DiffAnswer> {
  const { names } = await listNames(files.root)
  const wanted = names.filter((name) => isWithin(paths, name))
  return { ...joinDiffs(newParts(files, wanted), maxBytes), exitCode: 0, note: 'There is no commit yet, so every file counts as new.' }
}

function newParts(files: WorkspaceFiles, names: readonly string[]): Part[] {
  return names.map((path) => ({ path, show: () => diffUntracked(files, path) }))
}

async function hasCommit({ git }: DiffPlace): Promise<boolean> {
  return (await git(['rev-parse', '--verify', '--quiet', 'HEAD'])).exitCode === 0
}

/** Whether the repository around the workspace tracks nothing in it; where nothing is new either, it ignores the folder. */
async function isUnknown(place: DiffPlace): Promise<boolean> {
  return place.scope !== '' && (await place.git(['ls-files', '--', place.scope])).stdout.length === 0
}

function without(note: string): DiffAnswer {
  return { diff: '', files: [], truncated: false, exitCode: null, note }
}
