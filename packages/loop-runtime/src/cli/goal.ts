import { usage } from 'loop-core'
import { isTerminal } from '../view/paint.ts'

/** In characters. */
const longest = 32_000

/** Reads a goal that another program writes, such as a worker of a queue. */
export async function goalFrom(stdin: NodeJS.ReadableStream): Promise<string> {
  if (isTerminal(stdin)) throw usage('--goal - reads the goal from standard input, and a person sits there.', ['Write --goal "…".'])
  const decoder = new TextDecoder('utf-8')
  let text = ''
  for await (const piece of stdin) {
    text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true })
    if (text.length > longest) throw usage(`The goal has more than ${longest} characters.`)
  }
  const goal = (text + decoder.decode()).trim()
  if (goal === '') throw usage('Standard input is empty, and --goal - reads the goal from it.')
  return goal
}
