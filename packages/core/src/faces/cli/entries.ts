import type { CommandDefinition } from '../../command.ts'
import type { Module } from '../../module.ts'
import type { Operation } from '../../operation.ts'
import { isStreamed } from '../../streamed.ts'

/** Something that can be called, with the words that call it: an operation, or a module's own command. */
export type Entry = { words: readonly string[]; module: Module; isShortcut?: boolean } & (
  | { operation: Operation; own?: undefined }
  | { own: CommandDefinition; operation?: undefined }
)

/** Words that every program has at the first place. */
const reserved = ['doctor', 'completion', 'complete', 'help']

/**
 * Everything that can be called: `<noun> <verb>` where no two modules share the words, and `<module> <noun> <verb>` where there are several modules.
 *
 * Shortcuts come last and give way, so that a module which brings one takes no words from another.
 */
export function entriesOf(modules: readonly Module[]): Entry[] {
  const commands = spell(modules, entriesOfModule)
  const shortcuts = spell(modules, shortcutsOfModule)
  const called = [...commands.short, ...commands.long]
  return [
    ...unshared(commands.short, called),
    ...commands.long,
    ...unshared(shortcuts.short, [...called, ...shortcuts.short, ...shortcuts.long]),
    ...shortcuts.long,
  ]
}

function spell(modules: readonly Module[], entriesOf: (module: Module) => Entry[]): { short: Entry[]; long: Entry[] } {
  const short = modules.flatMap(entriesOf)
  const long = modules.length > 1 ? short.map((entry) => ({ ...entry, words: [entry.module.name, ...entry.words] })) : []
  return { short, long }
}

/** The entries whose words are those of no other and of no command that every program has. */
function unshared(entries: readonly Entry[], among: readonly Entry[]): Entry[] {
  const calls = among.map(callOf)
  const isUnique = (call: string) => calls.indexOf(call) === calls.lastIndexOf(call)
  return entries.filter((entry) => isUnique(callOf(entry)) && !reserved.includes(entry.words[0]!))
}

function shortcutsOfModule(module: Module): Entry[] {
  return module.operations.flatMap((operation) =>
    operation.shortcut === undefined ? [] : [{ words: operation.shortcut.split(' '), module, operation, isShortcut: true }],
  )
}

/** An own command takes the place of an operation's. Here is no face that could answer with what is streamed. */
function entriesOfModule(module: Module): Entry[] {
  const owned = (module.commands ?? []).map((own) => ({ words: own.name.split(' '), module, own }))
  const names = new Set(module.commands?.map(({ name }) => name))
  const operations = module.operations
    .filter((operation) => !names.has(operation.command) && !isStreamed(operation))
    .map((operation) => ({ words: operation.command.split(' '), module, operation }))
  return [...owned, ...operations]
}

function callOf({ words }: Entry): string {
  return words.join(' ')
}

/** The shortest other words that call the same operation, if it has a shortcut. */
export function shortcutTo({ operation }: Entry, entries: readonly Entry[]): string | undefined {
  const shortcut = entries.find((entry) => entry.isShortcut && entry.operation === operation)
  return shortcut && callOf(shortcut)
}

/** The entry that some words call, with the most words it can have. */
export function findEntry(entries: readonly Entry[], words: readonly string[]): Entry | undefined {
  const called = entries.filter((entry) => startsWith(words, entry.words))
  return called.toSorted((one, other) => other.words.length - one.words.length)[0]
}

export function startsWith(words: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((word, index) => words[index] === word)
}
