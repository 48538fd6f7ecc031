import { createInterface } from 'node:readline'
import type { CommandSurroundings } from 'loop-core'
import type { PersonsAnswer } from '../run/engine.ts'
import type { ApprovalRow } from '../storage/tables.ts'
import { plainText } from '../view/plain-text.ts'

type Streams = Pick<CommandSurroundings, 'stdin' | 'stderr'>

const help = 'y yes, n no (the run ends), c no with a comment (the run goes on), a all patches of this run, ? this'

/** Shows the person at the terminal what a run is about to do, and asks. */
export async function askAtTerminal(
  { stdin, stderr }: Streams,
  { kind, preview }: Pick<ApprovalRow, 'kind' | 'preview'>,
): Promise<PersonsAnswer | undefined> {
  const terminal = createInterface({ input: stdin, output: stderr })
  // Control-C and control-D close it without an answer: the run waits.
  const closed = new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined)))
  const ask = (question: string) => Promise.race([closed, new Promise<string>((resolve) => terminal.question(question, resolve))])
  stderr.write(`\n${plainText(preview)}\n`)
  try {
    for (;;) {
      const typed = await ask(`${kind === 'question' ? 'Answer (c)' : 'Do it'}? [y/n/c/a/?] `)
      const answer = typed === undefined ? 'wait' : await meaningOf(typed.trim().toLowerCase(), { kind, ask })
      if (answer === 'wait') return undefined
      if (answer) return answer
      stderr.write(`${help}\n`)
    }
  } finally {
    terminal.close()
  }
}

interface Asking extends Pick<ApprovalRow, 'kind'> {
  ask(question: string): Promise<string | undefined>
}

async function meaningOf(typed: string, { kind, ask }: Asking): Promise<PersonsAnswer | 'wait' | undefined> {
  if (typed === 'y') return { answer: 'approve' }
  if (typed === 'n') return { answer: 'deny' }
  if (typed === 'a' && kind === 'mutation') return { answer: 'approve', scope: 'run' }
  if (typed !== 'c') return undefined
  const comment = (await ask('What shall it do instead? '))?.trim()
  if (comment === undefined) return 'wait'
  return comment === '' ? undefined : { answer: kind === 'question' ? 'reply' : 'revise', comment: comment.slice(0, 2_000) }
}
