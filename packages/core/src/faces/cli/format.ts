import { Option } from 'commander'
import { type Format, formats } from '../../settings.ts'
import type { CommandLine } from './command-line.ts'
import { renderCsv, rowsOf } from './csv.ts'

/** The options by which an answer's form is chosen. */
export function formatOptions(preset: Format): Option[] {
  return [
    new Option('--json', 'The same as --format json'),
    new Option('--format <format>', 'Print the answer for people, as JSON, or as CSV where it is a list').choices(formats).default(preset),
  ]
}

/** The form that was asked for, also where the words could not be understood. */
export function formatOf({ words, format }: CommandLine): Format {
  if (words.includes('--json')) return 'json'
  const typed = words.findLast((word, index) => words[index - 1] === '--format' || word.startsWith('--format='))
  return formats.find((name) => name === typed?.replace('--format=', '')) ?? format
}

/** An answer in the form that was asked for, as whole lines; what is no table is JSON where CSV was. */
export async function inFormat(answer: Record<string, unknown>, format: Format, inWords: () => string): Promise<string> {
  if (format === 'human') return `${inWords()}\n`
  const rows = format === 'csv' ? rowsOf(answer) : undefined
  return rows === undefined ? `${JSON.stringify(answer, null, 2)}\n` : renderCsv(rows)
}
