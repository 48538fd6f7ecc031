import type { Hunk, Step } from '../operation.ts'
import { badPatch } from '../refusals.ts'
import { lineNumber, peek, type Source } from './source.ts'
import { hunkNumbers, isBlankLine, isStep, stepOf, withoutNewline } from './steps.ts'

/** How many lines the header still promises; models promise wrongly, so it decides nothing but what a line alone leaves open. */
interface Promised {
  old: number
  new: number
}

/** Reads one hunk; the next line is its `@@`. */
export function readUnifiedHunk(source: Source): Hunk {
  const line = lineNumber(source)
  const numbers = hunkNumbers(peek(source)!)
  source.at++
  const steps = readSteps(source, numbers && { old: numbers.old, new: numbers.new })
  if (steps.length === 0) throw badPatch(line, 'the hunk has no lines.')
  return { line, steps, expected: numbers?.expected, anchors: [], atEnd: steps.some(({ end }) => end === ''), form: 'unified' }
}

function readSteps(source: Source, promised: Promised | undefined): Step[] {
  const steps: Step[] = []
  let blanks: Step[] = []
  for (let line = peek(source); line !== undefined && !endsHunk(source, promised); line = peek(source)) {
    if (line.startsWith('\\')) markNoNewline(source, steps)
    else if (isBlankLine(line)) blanks.push(stepOf(` ${line}`))
    else if (isStep(line)) {
      // Blank lines at the end belong to the text around the patch.
      for (const step of [...blanks, stepOf(line)]) take(steps, step, promised)
      blanks = []
    } else throw badPatch(lineNumber(source), 'a line of a hunk begins with a blank, + or -.')
    source.at++
  }
  return steps
}

function take(steps: Step[], step: Step, promised: Promised | undefined): void {
  steps.push(step)
  if (!promised) return
  if (step.kind !== '+') promised.old--
  if (step.kind !== '-') promised.new--
}

function markNoNewline(source: Source, steps: Step[]): void {
  const step = steps.pop()
  if (!step) throw badPatch(lineNumber(source), 'the mark of a missing newline follows no line.')
  steps.push(withoutNewline(step))
}

function endsHunk(source: Source, promised: Promised | undefined): boolean {
  const line = peek(source)!
  if (/^(?:@@|diff |Index: |```|={10}|From [0-9a-f]{7,64} |Only in )/.test(line)) return true
  if (/^-- ?\r?$/.test(line)) return promised !== undefined && promised.old <= 0 && promised.new <= 0
  return startsNextFile(source) && !(promised?.old === 1 && promised.new === 1)
}

/** `--- ` may also be a deleted line: it is where the promised numbers come out exactly. */
function startsNextFile(source: Source): boolean {
  const follows = peek(source, 2)
  return isFileHeader(source) && (follows === undefined || follows.startsWith('@@'))
}

/** Whether the next two lines name a file before and after. */
export function isFileHeader(source: Source): boolean {
  return peek(source)!.startsWith('--- ') && peek(source, 1)?.startsWith('+++ ') === true
}
