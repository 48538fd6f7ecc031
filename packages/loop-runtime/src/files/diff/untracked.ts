import { isUtf8 } from 'node:buffer'
import { readUnlinked, type UnlinkedFault } from 'loop-core/workspace'
import type { WorkspaceFiles } from '../workspace-files.ts'
import type { FileDiff } from './diff-file.ts'
import { quoteName } from './quote-name.ts'
import { diffHeader, isDenied, withheld } from './withheld.ts'

const longestFileBytes = 1024 * 1024

const whyNot: Record<UnlinkedFault, string> = {
  linked: 'it is a link.',
  not_a_file: 'it is no regular file.',
  too_large: `it has more than ${longestFileBytes} bytes.`,
  unreadable: 'it cannot be read.',
}

/** Shows a file that git does not know as one that is new. */
export function diffUntracked(files: WorkspaceFiles, path: string): FileDiff {
  const file = { path, status: 'added', additions: 0, deletions: 0, untracked: true, binary: false } as const
  if (files.denies(path, 'read')) return { file, text: withheld(path, isDenied) }
  const bytes = readUnlinked(files.root, path, longestFileBytes)
  if (typeof bytes === 'string') return { file, text: withheld(path, whyNot[bytes]) }
  if (bytes.includes(0) || !isUtf8(bytes)) return { file: { ...file, binary: true }, text: withheld(path, 'it is no text.') }
  const { text, additions } = additionOf(path, bytes.toString('utf8'))
  return { file: { ...file, additions }, text }
}

function additionOf(path: string, content: string): { text: string; additions: number } {
  const header = `${diffHeader(path)}new file mode 100644\n`
  if (content === '') return { text: header, additions: 0 }
  const isEnded = content.endsWith('\n')
  const lines = (isEnded ? content.slice(0, -1) : content).split('\n')
  const body = lines.map((line) => `+${line}\n`).join('')
  // A name with a blank is ended by a tab, so that no time is read into it.
  const name = quoteName(`b/${path}`) + (path.includes(' ') ? '\t' : '')
  const hunk = `@@ -0,0 +1${lines.length === 1 ? '' : `,${lines.length}`} @@\n`
  return {
    text: `${header}--- /dev/null\n+++ ${name}\n${hunk}${body}${isEnded ? '' : '\\ No newline at end of file\n'}`,
    additions: lines.length,
  }
}
