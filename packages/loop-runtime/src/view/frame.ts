import sliceAnsi from 'slice-ansi'
import type { LiveState } from './live-state.ts'
import { type Paint, plain } from './paint.ts'
import { plainLine } from './plain-text.ts'

interface Size {
  columns: number
  /** Older steps give way where there are fewer. Where there is no end of them, no line is cut: the terminal breaks it. */
  rows?: number
  paint?: Paint
}

/** The live view as lines. */
export function frame(state: LiveState, { columns, rows = Number.POSITIVE_INFINITY, paint = plain }: Size): string {
  const above = headerOf(state, paint)
  const below = [...nowOf(state, columns, paint), ...state.bars.map((bar) => barLine(bar, columns, paint))]
  const room = Math.max(1, rows - above.length - below.length - 1)
  const steps = state.lines.slice(Math.max(0, state.lines.length - room)).map(({ tone, text }) => paint(tone, text))
  const lines = [...above, ...steps, ...below]
  return (rows === Number.POSITIVE_INFINITY ? lines : lines.map((line) => cut(line, columns))).join('\n')
}

function headerOf({ goal, model, sandbox, isolation }: LiveState, paint: Paint): string[] {
  const facts = [model, sandbox === '' ? '' : `sandbox ${sandbox}`, isolation].filter((fact) => fact !== '')
  return [paint('strong', plainLine(goal)), paint('quiet', plainLine(facts.join(' · ')))]
}

/** What happens at this moment: a command with its last line, or the end of what the model writes. */
function nowOf({ running, writing, iteration }: LiveState, columns: number, paint: Paint): string[] {
  if (running) {
    const first = `${plainLine(iteration, 10)} ▸ ${plainLine(running.title)} · ${running.seconds} s`
    return [first, ...(running.lastLine === '' ? [] : [paint('quiet', `    ${running.lastLine}`)])]
  }
  const line = plainLine(writing, 400)
  return line === '' ? [] : [paint('quiet', line.slice(-Math.max(1, columns - 1)))]
}

function barLine({ name, used, most }: LiveState['bars'][number], columns: number, paint: Paint): string {
  const width = Math.max(5, Math.min(24, columns - 28))
  const share = most > 0 ? Math.min(1, used / most) : 1
  const filled = Math.round(share * width)
  const bar = paint(share >= 0.8 ? 'careful' : 'plain', '█'.repeat(filled)) + paint('quiet', '░'.repeat(width - filled))
  return `${name.padEnd(10)} ${bar} ${rounded(used)}/${rounded(most)}`
}

function rounded(number: number): string {
  return String(number < 10 ? Math.round(number * 100) / 100 : Math.round(number))
}

/** A line as wide as the terminal would begin another in some of them. */
function cut(line: string, columns: number): string {
  return sliceAnsi(line, 0, Math.max(1, columns - 1))
}
