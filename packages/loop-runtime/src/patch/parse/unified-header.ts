import { badPatch } from '../refusals.ts'
import { nameIn } from './git-name.ts'
import { lineNumber, peek, type Source } from './source.ts'
import { isFileHeader } from './unified-hunk.ts'

/** What stands above the hunks of one file. */
export interface UnifiedHeader {
  line: number
  /** Null where the file is not there before, or not after. */
  from: string | null
  to: string | null
}

type Fields = Map<string, string>

const extended =
  /^(old mode|new mode|new file mode|deleted file mode|rename from|rename to|copy from|copy to|similarity index|dissimilarity index|index|Binary files|GIT binary patch) ?(.*)$/s

/** Whether a file of a unified diff begins at the next line. */
export function startsUnifiedFile(source: Source): boolean {
  return peek(source)!.startsWith('diff --git ') || isFileHeader(source)
}

/** Reads the header of one file, up to its first hunk. */
export function readUnifiedHeader(source: Source): UnifiedHeader {
  const line = lineNumber(source)
  const fields = readFields(source)
  refuseWhatIsNoText(line, fields)
  const names = namesOf(line, fields)
  const header = { line, from: fields.has('new file mode') ? null : names.from, to: fields.has('deleted file mode') ? null : names.to }
  if (header.from === null && header.to === null) throw badPatch(line, 'the header names no file.')
  if (header.from === '' || header.to === '') throw badPatch(line, 'a file has no name.')
  return header
}

function readFields(source: Source): Fields {
  const fields: Fields = new Map()
  if (peek(source)!.startsWith('diff --git ')) fields.set('git', source.lines[source.at++]!.slice('diff --git '.length).replace(/\r$/, ''))
  for (let match = extended.exec(peek(source) ?? ''); match; match = extended.exec(peek(source) ?? '')) {
    fields.set(match[1]!, match[2]!.replace(/\r$/, ''))
    source.at++
  }
  if (peek(source) !== undefined && isFileHeader(source)) {
    fields.set('---', source.lines[source.at++]!.slice(4).replace(/\r$/, ''))
    fields.set('+++', source.lines[source.at++]!.slice(4).replace(/\r$/, ''))
  }
  return fields
}

function refuseWhatIsNoText(line: number, fields: Fields): void {
  if (fields.has('Binary files') || fields.has('GIT binary patch')) throw badPatch(line, 'a binary file cannot be patched.')
  if (fields.has('copy from')) throw badPatch(line, 'copies are not made.', 'Write the new file out as a whole.')
  const modes = ['new file mode', 'new mode', 'deleted file mode'].map((name) => fields.get(name) ?? '')
  if (modes.some((mode) => /^1[26]0000/.test(mode))) throw badPatch(line, 'links and submodules cannot be patched.')
}

function namesOf(line: number, fields: Fields): { from: string | null; to: string | null } {
  const [renamedFrom, renamedTo] = [fields.get('rename from'), fields.get('rename to')]
  if (renamedFrom !== undefined && renamedTo !== undefined) return { from: named(line, renamedFrom), to: named(line, renamedTo) }
  const [old, next] = [fields.get('---'), fields.get('+++')]
  if (old === undefined || next === undefined) return namesOfGit(line, fields.get('git') ?? '')
  return pairOf(line, named(line, old), named(line, next))
}

function named(line: number, header: string): string {
  const name = nameIn(header)
  if (name === undefined) throw badPatch(line, 'a file name is not quoted as git quotes it.')
  return name
}

/** `a/x b/x`: both halves are equally long, whatever blanks a name has. */
function namesOfGit(line: number, names: string): { from: string | null; to: string | null } {
  const middle = (names.length - 1) / 2
  if (names[middle] !== ' ')
    throw badPatch(line, 'the header does not say which file is meant.', 'Add the lines --- a/path and +++ b/path.')
  return pairOf(line, named(line, names.slice(0, middle)), named(line, names.slice(middle + 1)))
}

const nowhere = '/dev/null'

/** Takes off the letters that git puts before names, `a/` and `b/` or others. */
function pairOf(line: number, old: string, next: string): { from: string | null; to: string | null } {
  if (old === nowhere || next === nowhere)
    return { from: old === nowhere ? null : old.replace(/^a\//, ''), to: next === nowhere ? null : next.replace(/^b\//, '') }
  if (old === next) return { from: old, to: next }
  const [from, to] = [old.slice(2), next.slice(2)]
  const isPrefixed = /^[a-z]\//.test(old) && /^[a-z]\//.test(next)
  if (!isPrefixed || from !== to)
    throw badPatch(line, 'the header names two files.', 'To move a file, add the lines: rename from old, rename to new.')
  return { from, to }
}
