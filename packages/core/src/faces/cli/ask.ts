import { createInterface } from 'node:readline'
import { type CommandLine, isTerminal } from './command-line.ts'

type Streams = Pick<CommandLine, 'stdin' | 'stderr'>

/** Whether somebody sits at the terminal who could be asked. */
export function isAttended({ stdin, stderr }: Streams): boolean {
  return isTerminal(stdin) && isTerminal(stderr)
}

/** Asks the person at the terminal what only yes or no answers; anything but a yes is a no. */
export async function askPerson({ stdin, stderr }: Streams, question: string): Promise<boolean> {
  const terminal = createInterface({ input: stdin, output: stderr })
  // Control-C and control-D close it without an answer.
  const answer = await new Promise<string>((resolve) => {
    terminal.once('close', () => resolve(''))
    terminal.question(`${question} [y/N] `, resolve)
  })
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
