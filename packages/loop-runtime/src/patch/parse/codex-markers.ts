import { peek, type Source } from './source.ts'

export interface Marker {
  verb: 'Add File' | 'Delete File' | 'Update File' | 'Move to'
  path: string
}

/** Whether a line is a marker without a path; blanks around it do not count. */
export function isMarker(line: string, name: 'Begin Patch' | 'End Patch' | 'End of File'): boolean {
  return line.trim() === `*** ${name}`
}

/** The marker with a path that the next line is. */
export function markerAt(source: Source): Marker | undefined {
  const match = /^\*\*\* (Add File|Delete File|Update File|Move to):(.*)$/s.exec(peek(source)?.trim() ?? '')
  return match ? { verb: match[1] as Marker['verb'], path: match[2]!.trim() } : undefined
}

/** Inside a hunk a leading blank makes a line of context, but for the one that ends the whole patch. */
export function endsCodexHunk(source: Source): boolean {
  const line = peek(source)!
  if (line.startsWith('@@') || line.startsWith('***')) return true
  return isMarker(line, 'End Patch') && !source.lines.slice(source.at + 1).some((later) => isMarker(later, 'End Patch'))
}
