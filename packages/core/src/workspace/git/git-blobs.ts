import { type AskGit, GitFailure } from './ask-git.ts'

/** Asks git for the blob ids that files would have once they are added, line endings and filters applied; in order. */
export async function hashPaths(ask: AskGit, raws: readonly string[], options: readonly string[] = []): Promise<string[]> {
  if (raws.length === 0) return []
  const input = Buffer.from(raws.map((raw) => `${quotePath(raw)}\n`).join(''), 'latin1')
  const ids = (await ask(['hash-object', ...options, '--stdin-paths'], input)).split('\n').slice(0, -1)
  if (ids.length !== raws.length) throw new GitFailure('git hash-object left out a path')
  return ids
}

/** One path a line, so a path with a line break is written as C would. */
function quotePath(raw: string): string {
  if (!/^"|[\n\r]/.test(raw)) return raw
  return `"${raw.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`
}
