import type { Entry } from './entries.ts'

/** Says `task create` where a text written for a model says `create_task`. */
export function inCommands(text: string, entries: readonly Entry[]): string {
  return text.replaceAll(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => {
    const words = entries.find(({ operation }) => operation?.name === name)?.words
    return words === undefined ? name : `"${words.join(' ')}"`
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
