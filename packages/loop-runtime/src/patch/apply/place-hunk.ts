import { findLines, type LinePlace } from '../match/find-lines.ts'
import { indentOf, type MatchLevel, matchLevels, trimBlanksAtEnd } from '../match/levels.ts'
import { nearestPlace } from '../match/nearest.ts'
import type { Hunk } from '../operation.ts'
import { type Piece, textOf } from '../piece.ts'
import { searchNotFound, searchNotUnique } from '../refusals.ts'

export interface HunkPlace extends LinePlace {
  match: MatchLevel
}

/** A file while its hunks are placed one after the other. */
export interface Progress {
  path: string
  file: readonly Piece[]
  /** Where the hunk before ended: hunks come in the order of the file. */
  cursor: number
  /** How far the line numbers of the patch were off so far. */
  drift: number
}

/** The one place where the old lines of a hunk stand. */
export function placeHunk(progress: Progress, hunk: Hunk): HunkPlace {
  const old = hunk.steps.filter(({ kind }) => kind !== '+')
  const added = hunk.steps.filter(({ kind }) => kind === '+').map(({ text }) => text)
  const anchors = anchorsOf(progress, hunk)
  const file = hunk.form === 'codex' ? completed(progress.file, old) : progress.file
  for (const match of matchLevels) {
    const all = findLines(file, old, match, added).filter(({ index }) => fits(progress, hunk, index, old.length))
    const first = anchors && firstAfterEach(anchors, indexesOf(all))
    const places = first ? all.filter(({ index }) => first.includes(index)) : all
    const chosen = places.length > 1 ? places.find(({ index }) => index === expectedAt(progress, hunk)) : places[0]
    if (chosen) return { ...chosen, match }
    if (places.length > 1)
      throw searchNotUnique(
        progress.path,
        saysWhich(hunk),
        places.map(({ index }) => index + 1),
      )
  }
  const nearest = nearestPlace(
    textOf(progress.file),
    old.map(({ text }) => text),
  )
  throw searchNotFound(progress.path, saysWhich(hunk), nearest)
}

function saysWhich(hunk: Hunk): string {
  return `The text of the hunk on line ${hunk.line}`
}

function fits({ file, cursor }: Progress, { atEnd }: Hunk, index: number, count: number): boolean {
  return index >= cursor && (!atEnd || index + count === file.length)
}

function expectedAt({ drift }: Progress, { expected }: Hunk): number | undefined {
  return expected === undefined ? undefined : expected + drift
}

/** The Codex form does not say whether the last line has a newline, so that is no difference. */
function completed(file: readonly Piece[], old: readonly Piece[]): readonly Piece[] {
  const [last, end] = [file.at(-1), old.at(-1)?.end]
  return last?.end === '' && end ? [...file.slice(0, -1), { ...last, end }] : file
}

/** The lines after which the hunk may begin; undefined where it names no anchor. */
function anchorsOf(progress: Progress, hunk: Hunk): number[] | undefined {
  if (hunk.anchors.length === 0) return undefined
  return hunk.anchors.reduce<number[] | undefined>((outer, anchor) => {
    const lines = anchorLines(progress.file, anchor).filter((index) => index >= progress.cursor)
    const inner = outer ? firstAfterEach(outer, lines) : lines
    if (inner.length > 0) return inner
    const nearest = nearestPlace(textOf(progress.file), [anchor])
    throw searchNotFound(progress.path, `The anchor "${anchor.slice(0, 200)}"`, nearest)
  }, undefined)
}

/** Whole lines that say the anchor, else lines that begin with it: models leave out the brace or the colon. */
function anchorLines(file: readonly Piece[], anchor: string): number[] {
  const wanted = dense(anchor)
  const lines = file.map(({ text }) => dense(text))
  const same = lines.flatMap((line, index) => (line === wanted ? [index] : []))
  return same.length > 0 ? same : lines.flatMap((line, index) => (line.startsWith(wanted) ? [index] : []))
}

function dense(text: string): string {
  return trimBlanksAtEnd(text.slice(indentOf(text).length))
}

/** An anchor means the first line after it; several lines that say it may still mean one place. */
function firstAfterEach(anchors: readonly number[], indexes: readonly number[]): number[] {
  const firsts = anchors.map((anchor) => indexes.find((index) => index >= anchor))
  return [...new Set(firsts.filter((index) => index !== undefined))]
}

function indexesOf(places: readonly LinePlace[]): number[] {
  return places.map(({ index }) => index)
}
