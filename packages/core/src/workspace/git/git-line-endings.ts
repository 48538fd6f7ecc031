import type { AskGit } from './ask-git.ts'

/** So that a call stays under the shortest limit of any system for the length of a command. */
const pathsACall = 100

/**
 * Finds the tracked files whose CRLF git would keep although it turns CRLF into LF elsewhere, because they were added with CRLF.
 * `git add` knows that and `git hash-object` does not.
 */
export async function keptLineEndings(ask: AskGit, paths: readonly string[], autoCrlf: boolean): Promise<Set<string>> {
  const kept = new Set<string>()
  for (let start = 0; start < paths.length; start += pathsACall) {
    const output = await ask(['ls-files', '--eol', '-z', '--', ...paths.slice(start, start + pathsACall)])
    for (const record of output.split('\0')) {
      const raw = pathIfKept(record, autoCrlf)
      if (raw !== undefined) kept.add(raw)
    }
  }
  return kept
}

function pathIfKept(record: string, autoCrlf: boolean): string | undefined {
  const [, attribute = '', raw] = /^i\/(?:crlf|mixed) +w\/\S* +attr\/([^\t]*)\t([\s\S]*)$/.exec(record) ?? []
  const automatic = attribute.trim() === '' ? autoCrlf : attribute.startsWith('text=auto')
  return automatic ? raw : undefined
}
