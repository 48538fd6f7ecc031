import type { Hunk, Step } from '../operation.ts'
import { badPatch } from '../refusals.ts'
import { endsCodexHunk, isMarker } from './codex-markers.ts'
import { lineNumber, peek, type Source } from './source.ts'
import { hunkNumbers, isBlankLine, isStep, stepOf } from './steps.ts'

/** Reads one hunk, undefined where none comes. Only the first of a file may leave out its `@@`. */
export function readCodexHunk(source: Source, isFirst: boolean): Hunk | undefined {
  while (peek(source) !== undefined && isBlankLine(peek(source)!.trim()) && !isStep(peek(source)!)) source.at++
  const line = lineNumber(source)
  const head = readHead(source)
  if (head.count === 0 && (!isFirst || peek(source) === undefined || endsCodexHunk(source))) return undefined
  const { steps, atEnd } = readSteps(source)
  if (steps.length === 0) throw badPatch(line, 'the hunk has no lines.')
  return { line, steps, anchors: head.anchors, expected: head.expected, atEnd, form: 'codex' }
}

interface Head {
  count: number
  anchors: string[]
  expected?: number
}

/** The lines with `@@`: anchors from the outermost inwards, or the numbers of a unified diff where a model mixes the forms. */
function readHead(source: Source): Head {
  const head: Head = { count: 0, anchors: [] }
  for (let line = peek(source); line?.startsWith('@@'); line = peek(source)) {
    const numbers = hunkNumbers(line)
    const anchor = line.slice(2).trim()
    if (numbers) head.expected = numbers.expected
    else if (anchor !== '') head.anchors.push(anchor)
    head.count++
    source.at++
  }
  return head
}

function readSteps(source: Source): { steps: Step[]; atEnd: boolean } {
  const steps: Step[] = []
  let blanks: Step[] = []
  for (let line = peek(source); line !== undefined; line = peek(source)) {
    if (steps.length > 0 && line.startsWith('***') && isMarker(line, 'End of File')) {
      source.at++
      return { steps: [...steps, ...blanks], atEnd: true }
    }
    if (endsCodexHunk(source)) break
    if (isBlankLine(line)) blanks.push(stepOf(` ${line}`))
    else if (isStep(line)) {
      // Blank lines at the end stand between the parts of the patch.
      steps.push(...blanks, stepOf(line))
      blanks = []
    } else throw badPatch(lineNumber(source), 'a line of a hunk begins with a blank, + or -.')
    source.at++
  }
  return { steps, atEnd: false }
}
