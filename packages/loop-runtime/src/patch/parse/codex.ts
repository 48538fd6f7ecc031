import type { Hunk, Operation } from '../operation.ts'
import { textOf } from '../piece.ts'
import { badPatch } from '../refusals.ts'
import { readCodexHunk } from './codex-hunk.ts'
import { isMarker, markerAt } from './codex-markers.ts'
import { lineNumber, peek, type Source, sourceOf } from './source.ts'
import { isBlankLine, stepOf } from './steps.ts'

/** Reads the Codex form; text outside its markers is passed over. */
export function parseCodex(text: string): Operation[] {
  const source = sourceOf(text)
  const operations: Operation[] = []
  for (let line = peek(source); line !== undefined; line = peek(source)) {
    if (isMarker(line, 'Begin Patch')) readPatch(source, operations)
    else if (/\bcd\s.*\bapply_patch\b/.test(line))
      throw badPatch(lineNumber(source), 'it changes the folder first.', 'Write every path from the root of the workspace.')
    else source.at++
  }
  if (operations.length === 0) throw badPatch(1, 'no file is named.', 'Begin with *** Begin Patch and *** Update File: path.')
  return operations
}

function readPatch(source: Source, operations: Operation[]): void {
  source.at++
  for (let line = peek(source); line !== undefined; line = peek(source)) {
    if (isMarker(line, 'End Patch')) {
      source.at++
      return
    }
    if (isBlankLine(line.trim())) source.at++
    else operations.push(readFile(source))
  }
  throw badPatch(source.lines.length, '*** End Patch is missing, so the patch may have been cut off.')
}

function readFile(source: Source): Operation {
  const line = lineNumber(source)
  const marker = markerAt(source)
  if (!marker) throw badPatch(line, '*** Add File, *** Update File, *** Delete File or *** End Patch is due here.')
  if (marker.path === '') throw badPatch(line, 'a file has no name.')
  source.at++
  if (marker.verb === 'Delete File') return { kind: 'delete', path: marker.path, hunks: [] }
  if (marker.verb === 'Add File') return { kind: 'add', path: marker.path, text: readAdded(source), mayReplace: true }
  if (marker.verb === 'Update File') return readUpdate(source, marker.path)
  throw badPatch(line, '*** Move to stands right below *** Update File.')
}

function readAdded(source: Source): string {
  const start = source.at
  while (peek(source)?.startsWith('+')) source.at++
  const lines = source.lines.slice(start, source.at)
  return textOf(lines.map(stepOf))
}

function readUpdate(source: Source, path: string): Operation {
  const line = source.at
  const marker = markerAt(source)
  const moveTo = marker?.verb === 'Move to' ? marker.path : undefined
  if (moveTo !== undefined) source.at++
  if (moveTo === '') throw badPatch(lineNumber(source) - 1, 'a file has no name.')
  const hunks: Hunk[] = []
  for (let hunk = readCodexHunk(source, true); hunk; hunk = readCodexHunk(source, false)) hunks.push(hunk)
  if (hunks.length === 0 && moveTo === undefined) throw badPatch(line, `nothing of ${path} is changed.`)
  return { kind: 'change', path, ...(moveTo === undefined ? {} : { moveTo }), mayReplace: true, hunks }
}
