import { askPerson, isAttended } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { usage } from './usage.ts'

/** Asks the person at the terminal whether they mean it; where nobody sits, refuses. */
export async function confirm(line: CommandLine, what: string): Promise<boolean> {
  if (!isAttended(line))
    throw usage(`"${what}" takes something away for good, and nobody is here to be asked.`, ['Add --yes if you mean it.'])
  const meant = await askPerson(line, `"${what}" takes something away for good. Go on?`)
  if (!meant) line.stderr.write('Nothing was done.\n')
  return meant
}
