import { looserLevel, type MatchLevel } from '../match/levels.ts'
import type { Hunk, Step } from '../operation.ts'
import { type Ending, endingAt, fileLines, type Piece, textOf } from '../piece.ts'
import { badPatch } from '../refusals.ts'
import type { Matched } from './matched.ts'
import { type HunkPlace, type Progress, placeHunk } from './place-hunk.ts'

interface Work extends Progress {
  out: Piece[]
  match: MatchLevel
  /** Whether the file ends in a newline when all is done. */
  newline: boolean
}

/** Changes whole lines of a text, one hunk after the other. */
export function changeLines(path: string, text: string, hunks: readonly Hunk[]): Matched {
  const file = fileLines(text)
  const work: Work = { path, file, cursor: 0, drift: 0, out: [], match: 'exact', newline: file.at(-1)?.end !== '' }
  for (const hunk of hunks) {
    if (hunk.steps.every(({ kind }) => kind === '+')) append(work, hunk)
    else change(work, hunk)
  }
  work.out.push(...file.slice(work.cursor))
  return { text: textOf(ended(work)), match: work.match }
}

/** Lines without any old one: the Codex form appends them, a unified diff can only fill an empty file with them. */
function append(work: Work, hunk: Hunk): void {
  if (hunk.form === 'unified' && work.file.length > 0)
    throw badPatch(hunk.line, 'the hunk has no line of the file, so its place is unknown.', 'Send it with lines around the change.')
  const ending = endingAt(work.file, work.file.length, 0)
  work.out.push(...work.file.slice(work.cursor), ...hunk.steps.map((step) => dressed(step, ending)))
  work.cursor = work.file.length
  work.newline = hunk.steps.at(-1)?.end !== ''
}

function change(work: Work, hunk: Hunk): void {
  const place = placeHunk(work, hunk)
  const count = hunk.steps.filter(({ kind }) => kind !== '+').length
  work.out.push(...work.file.slice(work.cursor, place.index), ...changed(work, hunk, place, count))
  work.cursor = place.index + count
  work.match = looserLevel(work.match, place.match)
  if (hunk.expected !== undefined) work.drift = place.index - hunk.expected
  if (work.cursor === work.file.length) work.newline = newlineAfter(work, hunk)
}

function changed({ file }: Work, { steps }: Hunk, { index, shift, match }: HunkPlace, count: number): Piece[] {
  const isFaithful = match === 'exact' && file.slice(index, index + count).some(({ end }) => end !== '')
  const ending = endingAt(file, index, count)
  const lines: Piece[] = []
  let at = index
  for (const step of steps) {
    if (step.kind === '+')
      lines.push(isFaithful ? { text: step.text, end: step.end } : dressed({ ...step, text: shift(step.text) }, ending))
    else if (step.kind === ' ') lines.push(file[at++]!)
    else at++
  }
  return lines
}

/** A new line ends as its neighbours do. */
function dressed({ text, end }: Step, ending: Ending | undefined): Piece {
  return { text, end: ending ?? end }
}

/** What the patch says of the final newline counts where it says something. */
function newlineAfter({ newline }: Work, { form, steps }: Hunk): boolean {
  if (form === 'codex') return newline || isLastTouched(steps)
  const before = steps.findLast(({ kind }) => kind !== '+')?.end !== ''
  const after = steps.findLast(({ kind }) => kind !== '-')?.end !== ''
  return before === after ? newline : after
}

function isLastTouched(steps: readonly Step[]): boolean {
  return steps.at(-1)?.kind !== ' '
}

function ended({ out, file, newline }: Work): Piece[] {
  const ending = endingAt(file, 0, file.length) ?? out.find(({ end }) => end !== '')?.end ?? '\n'
  const last = out.length - 1
  return out.map(({ text, end }, index) => {
    if (index < last) return { text, end: end || ending }
    return { text, end: newline ? end || ending : '' }
  })
}
