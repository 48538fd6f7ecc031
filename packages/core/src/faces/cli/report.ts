import { CommanderError } from 'commander'
import { type ErrorKind, LoopError } from '../../error.ts'
import { refusalLines } from '../refusal-lines.ts'
import type { CommandLine } from './command-line.ts'
import { fromCommander } from './commander-error.ts'
import { type Entry, findEntry, startsWith } from './entries.ts'
import { formatOf } from './format.ts'
import { inCommands, namesOf, printable } from './translate.ts'

const exitCodes: Partial<Record<ErrorKind, number>> = { invalid_input: 2, unavailable: 3 }

/** Says on stderr why a command was refused and what to do, and returns the exit code. What is no refusal is thrown on. */
export function report(line: CommandLine, entries: readonly Entry[], thrown: unknown): number {
  if (thrown instanceof CommanderError && isHelp(thrown)) return thrown.exitCode === 0 ? 0 : 2
  const error = thrown instanceof CommanderError ? fromCommander(thrown, line, findEntry(entries, line.words)) : thrown
  if (!LoopError.is(error)) throw error
  const hints = [...error.hints, ...furtherHints(line, entries, error)]
  line.stderr.write(`${formatOf(line) === 'json' ? asJson(error, hints) : inLines(error, hints, entries)}\n`)
  return exitCodes[error.kind] ?? 1
}

/** Help and version have been printed when they are thrown; help instead of an answer is a mistake. */
function isHelp({ code }: CommanderError): boolean {
  return ['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(code)
}

function furtherHints({ name, words }: CommandLine, entries: readonly Entry[], { kind, hints }: LoopError): string[] {
  if (kind === 'unauthenticated') return hints.length > 0 ? [] : ['The key comes from the environment: set LOOP_KEY.']
  if (kind !== 'invalid_input') return []
  return [...sharedWords(entries, words), `See: ${[name, ...knownWords(entries, words), '--help'].join(' ')}`]
}

/** Where several modules have the words, it takes the module's name to tell them apart. */
function sharedWords(entries: readonly Entry[], words: readonly string[]): string[] {
  if (findEntry(entries, words) !== undefined) return []
  const meant = entries.filter((entry) => entry.words.length > 1 && startsWith(words, entry.words.slice(1)))
  return meant.length > 1 ? [`Say which: ${meant.map((entry) => entry.words.join(' ')).join(', ')}.`] : []
}

/** The words up to the first that no command has. */
function knownWords(entries: readonly Entry[], words: readonly string[]): readonly string[] {
  const unknown = words.findIndex((_, index) => !entries.some((entry) => startsWith(entry.words, words.slice(0, index + 1))))
  return unknown === -1 ? words : words.slice(0, unknown)
}

function asJson(error: LoopError, hints: readonly string[]): string {
  const { error: body } = error.toJSON()
  return JSON.stringify({ error: { ...body, ...(hints.length > 0 && { hints }) } }, null, 2)
}

function inLines({ message, code, status }: LoopError, hints: readonly string[], entries: readonly Entry[]): string {
  const names = namesOf(entries)
  const [said = '', ...further] = [message, ...hints].map((text) => printable(inCommands(text, names)))
  return refusalLines({ message: said, code, status }, further)
}
