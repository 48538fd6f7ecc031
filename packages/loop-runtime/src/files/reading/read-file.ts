import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { plainPath } from '../paths/plain-path.ts'
import { invalidInput, notText } from '../refusals.ts'
import type { WorkspaceFiles } from '../workspace-files.ts'
import { cutBytes } from './cut-text.ts'
import { readExisting } from './open-file.ts'

interface ReadRequest {
  path: string
  /** Of the content that is answered; 12,000 by default. */
  maxBytes?: number
  /** Lines are counted from 1, and both ends belong to the range. */
  startLine?: number
  endLine?: number
}

export interface ReadAnswer {
  path: string
  content: string
  /** Whether the content is less than what was asked for. */
  truncated: boolean
  /** These three are of the whole file. */
  totalBytes: number
  totalLines: number
  sha256: string
}

/** Larger files are not for reading; a log of a gigabyte would only keep everybody waiting. */
const longestFileBytes = 16 * 1024 * 1024

/** Reads a text file, or a range of its lines. */
export async function readFile(files: WorkspaceFiles, { path, maxBytes = 12_000, startLine, endLine }: ReadRequest): Promise<ReadAnswer> {
  const bytes = await readExisting(files, path, longestFileBytes)
  if (!isUtf8(bytes) || bytes.includes(0)) throw notText(path)
  const totalLines = countLines(bytes)
  const range = linesOf(bytes, checkedRange({ startLine, endLine, totalLines }))
  const content = cutBytes(range, maxBytes)
  return {
    path: plainPath(path),
    content: content.toString('utf8'),
    truncated: content.length < range.length,
    totalBytes: bytes.length,
    totalLines,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

const lineBreak = 10

function countLines(bytes: Buffer): number {
  let breaks = 0
  for (let at = bytes.indexOf(lineBreak); at !== -1; at = bytes.indexOf(lineBreak, at + 1)) breaks += 1
  return bytes.length === 0 || bytes.at(-1) === lineBreak ? breaks : breaks + 1
}

interface Range {
  startLine: number
  endLine: number
}

function checkedRange({ startLine = 1, endLine = Infinity, totalLines }: Partial<Range> & { totalLines: number }): Range {
  if (startLine > Math.max(totalLines, 1))
    throw invalidInput(`The file has ${totalLines} lines, so line ${startLine} is not there.`, 'Ask for lines that it has.')
  if (endLine < startLine) throw invalidInput('endLine is before startLine.', 'Leave endLine out, or make it the larger one.')
  return { startLine, endLine }
}

function linesOf(bytes: Buffer, { startLine, endLine }: Range): Buffer {
  const start = afterLines(bytes, 0, startLine - 1)
  return bytes.subarray(start, afterLines(bytes, start, endLine - startLine + 1))
}

/** Where the text stands after so many lines. */
function afterLines(bytes: Buffer, from: number, lines: number): number {
  let at = from
  for (let count = 0; count < lines; count += 1) {
    const next = bytes.indexOf(lineBreak, at)
    if (next === -1) return bytes.length
    at = next + 1
  }
  return at
}
