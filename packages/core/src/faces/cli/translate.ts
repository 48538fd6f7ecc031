import type { Entry } from './entries.ts'

/** The words that call each operation, by its name. */
export type Names = ReadonlyMap<string, string>

export function namesOf(entries: readonly Entry[]): Names {
  // The first entry of an operation is its shortest, and the last one put into a map wins.
  return new Map(entries.toReversed().flatMap(({ words, operation }) => (operation ? [[operation.name, words.join(' ')]] : [])))
}

/** Says `task create` where a text written for a model says `create_task`. */
export function inCommands(text: string, names: Names): string {
  return text.replaceAll(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => {
    const words = names.get(name)
    return words === undefined ? name : `"${words}"`
  })
}

/** The first sentence, for a list. */
export function firstSentence(text: string): string {
  return text.split(/(?<=[.!?])\s+(?=[A-Z])/)[0]!.replaceAll('\n', ' ')
}

/** Takes out what would move a terminal's cursor or change its colours; an answer may hold text of strangers. */
export function printable(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}/gu, '')
}
