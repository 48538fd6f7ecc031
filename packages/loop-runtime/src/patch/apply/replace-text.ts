import { diffArrays } from 'diff'
import { findLines } from '../match/find-lines.ts'
import { findText, type TextPlace } from '../match/find-text.ts'
import { type MatchLevel, matchLevels } from '../match/levels.ts'
import { nearestPlace } from '../match/nearest.ts'
import type { Shift } from '../match/shift.ts'
import type { ReplaceText } from '../operation.ts'
import { type Ending, endingAt, fileLines, type Piece, piecesOf, textOf } from '../piece.ts'
import { searchNotFound, searchNotUnique } from '../refusals.ts'
import type { Matched } from './matched.ts'

interface Place extends TextPlace {
  shift: Shift
}

/** Replaces a text that stands in exactly one place. */
export function replaceText(text: string, edit: ReplaceText): Matched {
  for (const match of matchLevels) {
    const places = placesOf(text, edit, match)
    if (places.length > 1) throw searchNotUnique(edit.path, 'The search text', linesOf(text, places))
    const place = places[0]
    if (place) return { text: text.slice(0, place.start) + replacement(text, edit, place, match) + text.slice(place.end), match }
  }
  const nearest = nearestPlace(
    text,
    piecesOf(edit.search).map((piece) => piece.text),
  )
  throw searchNotFound(edit.path, 'The search text', nearest)
}

function placesOf(text: string, edit: ReplaceText, match: MatchLevel): Place[] {
  const inText = findText(text, edit.search, match).map((place) => ({ ...place, shift: (line: string) => line }))
  if (match === 'exact' || match === 'line_ends' || inText.length > 1) return inText
  const inLines = findWholeLines(text, edit, match)
  return [...inText, ...inLines.filter(({ start, end }) => !inText.some((place) => place.start <= start && end <= place.end))]
}

/** A search that begins and ends with a line may also be forgiven its indent and its last blanks. */
function findWholeLines(text: string, { search, replace }: ReplaceText, match: MatchLevel): Place[] {
  const [file, old] = [fileLines(text), fileLines(search)]
  const starts = offsetsOf(file)
  const added = piecesOf(replace).map((piece) => piece.text)
  return findLines(file, old, match, added).map(({ index, shift }) => {
    const last = index + old.length
    const end = search.endsWith('\n') ? starts[last]! : starts[last - 1]! + file[last - 1]!.text.length
    return { start: starts[index]!, end, shift }
  })
}

function offsetsOf(file: readonly Piece[]): number[] {
  const starts = [0]
  for (const { text, end } of file) starts.push(starts.at(-1)! + text.length + end.length)
  return starts
}

function linesOf(text: string, places: readonly TextPlace[]): number[] {
  const starts = offsetsOf(fileLines(text))
  let line = 0
  return places
    .map(({ start }) => start)
    .sort((a, b) => a - b)
    .map((start) => {
      while (line + 1 < starts.length && starts[line + 1]! <= start) line++
      return line + 1
    })
}

function replacement(text: string, edit: ReplaceText, place: Place, match: MatchLevel): string {
  const ending = endingOf(text, place)
  if (match !== 'exact') return rebuilt(text.slice(place.start, place.end), edit, place.shift, ending)
  const saysEndings = edit.search.includes('\n') || edit.replace.includes('\r\n')
  return saysEndings || ending !== '\r\n' ? edit.replace : edit.replace.replaceAll('\n', '\r\n')
}

/** Lines that search and replacement have in common stay as the file has them: its blanks, its quotes, its endings. */
function rebuilt(found: string, { search, replace }: ReplaceText, shift: Shift, ending: Ending): string {
  const have = piecesOf(found)
  const missesNewline = search.endsWith('\n') && have.at(-1)!.text !== ''
  if (missesNewline) have.push({ text: '', end: '' })
  const lines: Piece[] = []
  let at = 0
  for (const change of diffArrays(textsOf(search), textsOf(replace))) {
    if (change.added) lines.push(...change.value.map((line) => ({ text: shift(line), end: ending })))
    else if (change.removed) at += change.value.length
    else for (const _ of change.value) lines.push(have[at++]!)
  }
  const result = textOf(lines.map(({ text, end }, index) => ({ text, end: index === lines.length - 1 ? '' : end || ending })))
  return missesNewline && result.endsWith(ending) ? result.slice(0, -ending.length) : result
}

function textsOf(text: string): string[] {
  return piecesOf(text).map((piece) => piece.text)
}

function endingOf(text: string, { start, end }: TextPlace): Ending {
  const file = fileLines(text)
  const starts = offsetsOf(file)
  const first = starts.findLastIndex((offset) => offset <= start)
  const last = starts.findLastIndex((offset) => offset < end)
  return endingAt(file, Math.min(first, file.length), Math.max(1, last - first + 1)) ?? '\n'
}
