import { looserLevel, type MatchLevel } from './match/levels.ts'
import type { PatchFiles } from './patch-files.ts'

/** One path while a patch is prepared. */
export interface Draft {
  path: string
  /** What is on the disk. */
  original: Buffer | null
  mode: number | null
  /** What the operations made of it so far. */
  current: Buffer | null
  match: MatchLevel
  /** The path on the disk from which its content came, where it was moved. */
  cameFrom?: string | undefined
}

/** The files as the operations before have left them. */
export interface Overlay {
  files: PatchFiles
  drafts: Map<string, Draft>
}

/** Reads a file once, however often it is named. */
export async function openDraft({ files, drafts }: Overlay, name: string): Promise<Draft> {
  const path = tidy(name)
  const known = drafts.get(path)
  if (known) return known
  const original = await files.read(path)
  const draft: Draft = { path, original, mode: await files.mode(path), current: original, match: 'exact' }
  drafts.set(path, draft)
  return draft
}

export function put(draft: Draft, bytes: Buffer | null, match: MatchLevel = 'exact'): void {
  draft.current = bytes
  draft.match = looserLevel(draft.match, match)
  if (bytes === null) draft.cameFrom = undefined
}

/** The content goes to another path, and so does where it came from. */
export function move(draft: Draft, target: Draft): void {
  target.cameFrom = draft.cameFrom ?? (draft.original === null ? undefined : draft.path)
  target.mode ??= draft.mode
  put(target, draft.current, draft.match)
  put(draft, null)
}

/** `./a//b` and `a/b` are one file. Whether a path may be used at all is judged by the files behind the port. */
function tidy(path: string): string {
  if (path.startsWith('/')) return path
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.join('/')
}
