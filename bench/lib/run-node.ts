import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { startNode } from './processes.ts'

/** A program of Node.js that reads a text and answers with another. */
export interface Program {
  words: readonly string[]
  environment: Record<string, string>
  cwd?: string
  input?: string
}

/** Starts it, waits for its end and gives what it said; a program that fails is no answer. */
export async function answerOf({ words, environment, cwd, input = '' }: Program): Promise<string> {
  const child = startNode(words, { env: environment, cwd, stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = once(child, 'exit')
  // Who does not read is not to blame.
  child.stdin!.on('error', () => {}).end(input)
  const [answer, [code]] = await Promise.all([text(child.stdout!), ended])
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${answer}`)
  return answer.trim()
}
