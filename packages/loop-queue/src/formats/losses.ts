/** Collects what a format cannot say: one sentence a kind, with how many tasks it concerns. */
export class Losses {
  readonly #counts = new Map<string, number>()

  add(sentence: string, count = 1): undefined {
    if (count > 0) this.#counts.set(sentence, (this.#counts.get(sentence) ?? 0) + count)
  }

  sentences(): string[] {
    return [...this.#counts].map(([sentence, count]) => `${sentence} (${count})`)
  }
}
