import type { CommandDefinition } from '../../command.ts'
import type { Module } from '../../module.ts'
import type { Operation } from '../../operation.ts'

/** Something that can be called, with the words that call it: an operation, or a module's own command. */
export type Entry = { words: readonly string[]; module: Module } & (
  | { operation: Operation; own?: undefined }
  | { own: CommandDefinition; operation?: undefined }
)

/** Words that every program has at the first place. */
const reserved = ['doctor', 'completion', 'complete', 'help']

/** Everything that can be called: `<noun> <verb>` where no two modules share the words, and `<module> <noun> <verb>` where there are several modules. */
export function entriesOf(modules: readonly Module[]): Entry[] {
  const short = modules.flatMap(entriesOfModule)
  const long = modules.length > 1 ? short.map((entry) => ({ ...entry, words: [entry.module.name, ...entry.words] })) : []
  const all = [...short, ...long].map(callOf)
  const isUnique = (entry: Entry) => all.indexOf(callOf(entry)) === all.lastIndexOf(callOf(entry))
  return [...short.filter((entry) => isUnique(entry) && !reserved.includes(entry.words[0]!)), ...long]
}

function entriesOfModule(module: Module): Entry[] {
  const owned = (module.commands ?? []).map((own) => ({ words: own.name.split(' '), module, own }))
  const operations = module.operations.map((operation) => ({ words: operation.command.split(' '), module, operation }))
  return [...owned, ...operations]
}

function callOf({ words }: Entry): string {
  return words.join(' ')
}

/** The entry that some words call, with the most words it can have. */
export function findEntry(entries: readonly Entry[], words: readonly string[]): Entry | undefined {
  const called = entries.filter((entry) => startsWith(words, entry.words))
  return called.toSorted((one, other) => other.words.length - one.words.length)[0]
}

export function startsWith(words: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((word, index) => words[index] === word)
}
