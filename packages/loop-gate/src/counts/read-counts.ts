import type { FileHandle } from 'node:fs/promises'
import { countsOf, type TestCounts } from 'loop-core/process'
import { openInside } from 'loop-core/workspace'
import type { CountsRule } from '../policy/policy.ts'

/** What a finished run left behind. */
export interface CountsSource {
  output: string
  /** The workspace, beneath which a JUnit file must lie. */
  root: string
  startedAt: Date
}

/** File systems take the time from a clock that moves by up to this many milliseconds at once, so a file can seem older than it is. */
const clockStep = 10

/** How many tests a run had, read where the policy says; null if that place says nothing of this run. */
export async function readCounts(rule: CountsRule, { output, root, startedAt }: CountsSource): Promise<TestCounts | null> {
  if (rule === 'none') return null
  if (rule === 'auto') return countsOf(output)
  // Most runs need no parser of XML.
  const { countsOfJunit, maxJunitBytes } = await import('./junit.ts')
  const opened = await openInside(root, rule.slice('junit:'.length))
  if ('fault' in opened) return null
  try {
    const xml = await readSince(opened.file, startedAt, maxJunitBytes)
    return xml === undefined ? null : countsOfJunit(xml)
  } finally {
    await opened.file.close()
  }
}

/** The text of a file that is not too long and was written since; the file may grow meanwhile, what is read does not. */
async function readSince(file: FileHandle, since: Date, maxBytes: number): Promise<string | undefined> {
  const { size, mtimeMs } = await file.stat()
  if (size > maxBytes || mtimeMs < since.getTime() - clockStep) return undefined
  const buffer = Buffer.alloc(size)
  const { bytesRead } = await file.read(buffer, 0, size, 0)
  return buffer.toString('utf8', 0, bytesRead)
}
