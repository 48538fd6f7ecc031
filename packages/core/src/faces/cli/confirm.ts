import { createInterface } from 'node:readline'
import { type CommandLine, isTerminal } from './command-line.ts'
import { usage } from './usage.ts'

/** Asks the person at the terminal whether they mean it; where nobody sits, refuses. */
export async function confirm({ stdin, stderr }: CommandLine, what: string): Promise<boolean> {
  if (!isTerminal(stdin) || !isTerminal(stderr))
    throw usage(`"${what}" takes something away for good, and nobody is here to be asked.`, ['Add --yes if you mean it.'])
  const terminal = createInterface({ input: stdin, output: stderr })
  // Control-C and control-D close it without an answer.
  const answer = await new Promise<string>((resolve) => {
    terminal.once('close', () => resolve(''))
    terminal.question(`"${what}" takes something away for good. Go on? [y/N] `, resolve)
  })
  terminal.close()
  const meant = /^y(es)?$/i.test(answer.trim())
  if (!meant) stderr.write('Nothing was done.\n')
  return meant
}
