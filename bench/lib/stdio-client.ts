import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { startNode } from './processes.ts'
import { type Connection, type Era, initialized, openingOf, type Reply, requestOf, resultOf } from './protocol.ts'

export interface Command {
  words: readonly string[]
  environment: Record<string, string>
  /** Where it is started; here unless said. */
  cwd?: string
}

export interface StdioConnection extends Connection {
  pid: number
}

/** Starts a server and opens a connection to it over its standard input and output, with as little of our own in between as possible. */
export async function connectStdio({ words, environment, cwd }: Command, era: Era): Promise<StdioConnection> {
  const child = startNode(words, { env: environment, cwd, stdio: ['pipe', 'pipe', 'ignore'] })
  const exchange = exchangeWith(child)
  let last = 0
  const request = async (method: string, params?: object) => {
    const id = ++last
    return resultOf(await exchange(id, requestOf(era, id, method, params)))
  }
  await request(...openingOf(era))
  if (era === '2025-11-25') child.stdin!.write(`${initialized}\n`)
  return { pid: child.pid!, request, close: () => end(child) }
}

/** Sends a line and waits for the reply with the same id; a server that ends lets no request wait. */
function exchangeWith(child: ChildProcess): (id: number, line: string) => Promise<Reply> {
  const waiting = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>()
  onLines(child.stdout!, (line) => {
    // A peer greets people on standard output.
    if (!line.startsWith('{')) return
    const reply = JSON.parse(line) as Reply
    if (reply.method !== undefined) return child.stdin!.write(refusalOf(reply))
    waiting.get(reply.id!)?.resolve(reply)
  })
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`The server ended: ${child.spawnargs.join(' ')}`))
  })
  return (id, line) => {
    const reply = new Promise<Reply>((resolve, reject) => waiting.set(id, { resolve, reject }))
    child.stdin!.write(`${line}\n`)
    return reply.finally(() => waiting.delete(id))
  }
}

/** A client that can do nothing for its server says so, or the server would wait; a notification has no id and gets nothing. */
function refusalOf({ id }: Reply): string {
  if (id === undefined) return ''
  return `${JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32601, message: 'Method not found' } })}\n`
}

function onLines(stream: NodeJS.ReadableStream, take: (line: string) => unknown): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) take(line)
  })
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.stdin!.end()
  await ended
}
