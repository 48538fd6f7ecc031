import { LoopError } from 'loop-core'

/** What is wrong with a payload, by exact place. */
export class Problems {
  readonly #found = new Map<string, string>()

  /** The first problem of a place is kept: the others often only follow from it. */
  add(path: string, problem: string): void {
    if (!this.#found.has(path)) this.#found.set(path, problem)
  }

  /** Refuses the payload if anything is wrong with it. */
  refuse(): void {
    if (this.#found.size === 0) return
    const first = [...this.#found].slice(0, shown)
    const details = Object.fromEntries(first.map(([path, problem]) => [path, [problem]]))
    const more = this.#found.size > shown ? [`and ${this.#found.size - shown} more`] : []
    const hints = [...first.slice(0, hinted).map(sentence), ...more]
    throw new LoopError('invalid_input', 'Validation failed', { code: 'invalid_payload', details, hints })
  }
}

const shown = 50
const hinted = 10

/** What is wrong with the whole list reads as one sentence: `epics must be an array`. */
function sentence([path, problem]: [string, string]): string {
  return path === 'epics' ? `${path} ${problem}` : `${path}: ${problem}`
}
