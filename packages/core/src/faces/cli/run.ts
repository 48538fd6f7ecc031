import type { CommandDefinition, CommandSurroundings } from '../../command.ts'
import type { Module } from '../../module.ts'
import { readSettingFlags } from '../flags.ts'
import { withSettings } from '../per-call.ts'
import type { CommandLine } from './command-line.ts'
import { type Entry, entriesOf, findEntry } from './entries.ts'
import { formatOf, inFormat } from './format.ts'
import { programOf } from './program.ts'
import { render } from './render.ts'
import { report } from './report.ts'
import { suggest } from './suggest.ts'
import { printable } from './translate.ts'

export type { CommandLine } from './command-line.ts'

/** Does what a person typed and returns the exit code: 0 ok, 1 refused, 2 wrong usage, 3 cannot reach. */
export async function runCommand(line: CommandLine): Promise<number> {
  const entries = entriesOf(line.modules)
  for (const stream of [line.stdout, line.stderr]) stream.on('error', ignoreClosedPipe)
  try {
    return await dispatch(line, entries)
  } catch (thrown) {
    return report(line, entries, thrown)
  }
}

/** The module's own command that some words call, where it is no operation. */
export function ownCommand(modules: readonly Module[], words: readonly string[]): CommandDefinition | undefined {
  return findEntry(entriesOf(modules), words)?.own
}

async function dispatch(line: CommandLine, entries: readonly Entry[]): Promise<number> {
  const [first, ...others] = line.words
  // The shells' scripts say `complete -- <words>`.
  if (first === 'complete' && others[0] === '--') return suggest(line, entries, others.slice(1))
  const words = first === 'help' ? [...others, '--help'] : line.words
  const entry = findEntry(entries, words)
  const further = words.slice(entry?.words.length)
  if (entry?.own && !asksForHelp(further)) return runOwn(line, entry, further)
  return programOf(line, entries, words).run(words.length === 0 ? ['--help'] : words)
}

/** What the call brings along stands first behind the command; the words after it may be those of another program. */
function runOwn(line: CommandLine, { own, module }: Entry, further: readonly string[]): Promise<number> {
  const { words, settings } = readSettingFlags(further, module)
  const { caller, environment, stdout } = line
  const format = formatOf(line)
  const print: CommandSurroundings['print'] = async (answer, inWords = () => render(answer)) =>
    void stdout.write(await inFormat(answer, format, () => printable(inWords())))
  const brought = { caller: withSettings(caller, settings), environment: { ...environment, ...settings } }
  return own!.run(words, { ...line, format, print, ...brought, inPlaceOf: line.inPlaceOf && elsewhere({ ...line, format }) })
}

/** The same line in the place of others. */
function elsewhere({ inPlaceOf, ...line }: CommandLine): Required<CommandSurroundings>['inPlaceOf'] {
  return async (to) => {
    const caller = await inPlaceOf!(to)
    return {
      run: (words) => runCommand({ ...line, caller, words }),
      async send(request) {
        const { addressed } = await import('../http/addressed.ts')
        const { name, input } = addressed(line.modules, request)
        return caller.call(name, input, { signal: line.signal })
      },
    }
  }
}

/** Words behind an own command are its own, but for a lone request for help. */
function asksForHelp(words: readonly string[]): boolean {
  return words.length === 1 && ['--help', '-h'].includes(words[0]!)
}

/** Whoever reads may stop early, as `head` does. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
