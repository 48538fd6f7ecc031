import { cutBytes } from '../reading/cut-text.ts'
import type { DiffFile, FileDiff } from './diff-file.ts'

/** One changed file, which is looked into only if there is room for it. */
export interface Part {
  path: string
  show(): FileDiff
}

/** More files than this are what a program made. */
const mostFiles = 1_000

interface Joined {
  diff: string
  files: DiffFile[]
  truncated: boolean
}

/** Puts the parts together by the names of their files, up to so many bytes of text. */
export function joinDiffs(parts: readonly Part[], maxBytes: number): Joined {
  const sorted = [...parts].sort((one, other) => (one.path < other.path ? -1 : 1)).slice(0, mostFiles)
  const joined: Joined = { diff: '', files: [], truncated: parts.length > mostFiles }
  let room = maxBytes
  for (const part of sorted) {
    const { file, text } = part.show()
    const bytes = Buffer.from(text)
    const shown = bytes.length <= room ? text : wholeLines(bytes, room)
    joined.files.push(file)
    joined.diff += shown
    joined.truncated ||= bytes.length > room
    room = bytes.length > room ? 0 : room - bytes.length
  }
  return joined
}

function wholeLines(bytes: Buffer, room: number): string {
  const text = cutBytes(bytes, room).toString('utf8')
  return text.slice(0, text.lastIndexOf('\n') + 1)
}
