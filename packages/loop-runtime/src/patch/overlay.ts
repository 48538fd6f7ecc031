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
  cameFrom?: string
}

/** The files as the operations before have left them; the disk is read once for each. */
export class Overlay {
  readonly drafts = new Map<string, Draft>()
  readonly #files: PatchFiles

  constructor(files: PatchFiles) {
    this.#files = files
  }

  async open(name: string): Promise<Draft> {
    const path = tidy(name)
    const known = this.drafts.get(path)
    if (known) return known
    const [original, mode] = [await this.#files.read(path), await this.#files.mode(path)]
    const draft: Draft = { path, original, mode, current: original, match: 'exact' }
    this.drafts.set(path, draft)
    return draft
  }
}

export function put(draft: Draft, bytes: Buffer | null, match: MatchLevel = 'exact'): void {
  draft.current = bytes
  draft.match = looserLevel(draft.match, match)
}

/** `./a//b` and `a/b` are one file. Whether a path may be used at all is judged by the files behind the port. */
function tidy(path: string): string {
  if (path.startsWith('/')) return path
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.join('/')
}
