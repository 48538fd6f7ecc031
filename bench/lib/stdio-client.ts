import { once } from 'node:events'
import { startNode } from './processes.ts'
import { type Connection, type Era, initialized, openingOf, type Reply, requestOf, resultOf } from './protocol.ts'

export interface Command {
  words: readonly string[]
  environment: Record<string, string>
}

export interface StdioConnection extends Connection {
  pid: number
}

/** Starts a server and opens a connection to it over its standard input and output, with as little of our own in between as possible. */
export async function connectStdio({ words, environment }: Command, era: Era): Promise<StdioConnection> {
  const child = startNode(words, { env: environment, stdio: ['pipe', 'pipe', 'ignore'] })
  const waiting = new Map<number, (reply: Reply) => void>()
  const ended = once(child, 'exit')
  onLines(child.stdout!, (line) => {
    const reply = JSON.parse(line) as Reply
    waiting.get(reply.id!)?.(reply)
  })
  let last = 0
  const request = async (method: string, params?: object) => {
    const id = ++last
    const reply = new Promise<Reply>((resolve, reject) => {
      waiting.set(id, resolve)
      ended.then(() => reject(new Error(`The server ended: ${words.join(' ')}`)))
    })
    child.stdin!.write(`${requestOf(era, id, method, params)}\n`)
    return resultOf(await reply.finally(() => waiting.delete(id)))
  }
  await request(...openingOf(era))
  if (era === '2025-11-25') child.stdin!.write(`${initialized}\n`)
  const close = async () => {
    child.stdin!.end()
    await ended
  }
  return { pid: child.pid!, request, close }
}

function onLines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) take(line)
  })
}
