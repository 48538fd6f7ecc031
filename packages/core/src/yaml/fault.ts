/** What is wrong in a YAML file, and where. */
export interface YamlFault {
  /** From 1. */
  line: number
  /** From 1. */
  column: number
  /** Where in the file, such as `criteria[1].run`; empty for the file as a whole. */
  key: string
  problem: string
}

/** What a terminal would not show as it is written: control and direction characters, and line breaks of other kinds. */
export const unseen = /[\p{Cc}\p{Bidi_C}\u2028\u2029]/u

/** More faults than a person mends at once. */
export const mostFaults = 20

const longest = 200

/** Words of a stranger's file, made fit for a terminal and a log. */
export function shown(words: string): string {
  const plain = visible(words)
  return plain.length > longest ? `${plain.slice(0, longest).toWellFormed()}…` : plain
}

/** The same at its whole length, for a person who must see all of it. */
export function visible(words: string): string {
  return words.toWellFormed().replaceAll(new RegExp(unseen, 'gu'), '\uFFFD')
}

/** Where in the file a value stands, in the words of its faults. */
export function keyOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
  return shown(parts.join('').replace(/^\./, ''))
}

/** A fault in one line, such as `3:5 criteria[0].run: must name a program`. */
export function sayFault({ line, column, key, problem }: YamlFault): string {
  return `${line}:${column} ${key === '' ? '' : `${key}: `}${problem}`
}
