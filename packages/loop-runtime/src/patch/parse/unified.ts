import type { Hunk, Operation } from '../operation.ts'
import { textOf } from '../piece.ts'
import { badPatch } from '../refusals.ts'
import { lineNumber, peek, type Source, sourceOf } from './source.ts'
import { readUnifiedHeader, startsUnifiedFile, type UnifiedHeader } from './unified-header.ts'
import { readUnifiedHunk } from './unified-hunk.ts'

/** Reads a unified diff, with git's headers or without; text around it is passed over. */
export function parseUnified(text: string): Operation[] {
  const source = sourceOf(text)
  const operations: Operation[] = []
  while (peek(source) !== undefined) {
    if (startsUnifiedFile(source)) operations.push(readFile(source))
    else if (peek(source)!.startsWith('@@'))
      throw badPatch(lineNumber(source), 'no file is named above this hunk.', 'Add --- a/path and +++ b/path.')
    else source.at++
  }
  if (operations.length === 0) throw badPatch(1, 'no file is named.', 'A unified diff begins with --- a/path and +++ b/path.')
  return operations
}

function readFile(source: Source): Operation {
  const header = readUnifiedHeader(source)
  const hunks: Hunk[] = []
  while (peek(source)?.startsWith('@@')) hunks.push(readUnifiedHunk(source))
  return operationOf(header, hunks)
}

function operationOf({ line, from, to }: UnifiedHeader, hunks: readonly Hunk[]): Operation {
  if (from === null) return { kind: 'add', path: to!, text: addedText(hunks), mayReplace: false }
  if (to === null) return { kind: 'delete', path: from, hunks }
  if (from === to && hunks.length === 0) throw badPatch(line, 'no line of the file is changed; modes alone are not.')
  return { kind: 'change', path: from, ...(from === to ? {} : { moveTo: to }), mayReplace: false, hunks }
}

function addedText(hunks: readonly Hunk[]): string {
  const wrong = hunks.find(({ steps }) => steps.some(({ kind }) => kind !== '+'))
  if (wrong) throw badPatch(wrong.line, 'a new file has no lines but those with +.')
  return textOf(hunks.flatMap(({ steps }) => steps))
}
