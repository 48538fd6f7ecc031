import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Client as ModernClient, StreamableHTTPClientTransport as ModernHttp } from '@modelcontextprotocol/client'
import { StdioClientTransport as ModernStdio } from '@modelcontextprotocol/client/stdio'
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as OldStdio } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

/** Where a client connects to. */
export type Address = { bin: string; environment: Record<string, string> } | { url: string; key: string; headers?: Record<string, string> }

/** What all clients have in common, whatever library and protocol era they are of. */
export interface AnyClient {
  listTools(): Promise<{ name: string; inputSchema: Record<string, unknown> }[]>
  callTool(
    name: string,
    input: unknown,
    meta?: Record<string, unknown>,
  ): Promise<{ text: string; structured?: Record<string, unknown>; isError: boolean }>
  close(): Promise<void>
  /** Ends the server of a client that started it, without giving it a chance. */
  kill?(): void
}

interface Result {
  content: { text: string }[]
  structuredContent?: Record<string, unknown>
  isError?: boolean
}

const info = { name: 'test', version: '1.0.0' }

function answerOf(result: unknown) {
  const { content, structuredContent, isError } = result as Result
  return { text: content[0]!.text, structured: structuredContent, isError: isError ?? false }
}

/** `@modelcontextprotocol/client` 2.x, which speaks the newest revision where the server does. */
export async function newSdk(address: Address): Promise<AnyClient> {
  const client = new ModernClient(info, { versionNegotiation: { mode: 'auto' } })
  const transport =
    'url' in address
      ? new ModernHttp(new URL(address.url), { requestInit: { headers: headersTo(address) } })
      : new ModernStdio({ command: process.execPath, args: [address.bin], env: address.environment })
  await client.connect(transport)
  return {
    listTools: async () => (await client.listTools()).tools as never,
    callTool: async (name, input, _meta) => answerOf(await client.callTool({ name, arguments: input as Record<string, unknown>, _meta })),
    close: () => client.close(),
  }
}

/** `@modelcontextprotocol/sdk` 1.x, which begins with `initialize`. */
export async function oldSdk(address: Address): Promise<AnyClient> {
  const client = new OldClient(info)
  const transport =
    'url' in address
      ? new OldHttp(new URL(address.url), { requestInit: { headers: headersTo(address) } })
      : new OldStdio({ command: process.execPath, args: [address.bin], env: address.environment })
  await client.connect(transport as never)
  return {
    listTools: async () => (await client.listTools()).tools as never,
    callTool: async (name, input) => answerOf(await client.callTool({ name, arguments: input as Record<string, unknown> })),
    close: () => client.close(),
  }
}

/** A client written by hand, so that no library can hide a fault of ours: old era over stdio, new era over HTTP. */
export async function byHand(address: Address): Promise<AnyClient> {
  const connection = 'url' in address ? overHttp(address) : await overStdio(address)
  return {
    listTools: async () => ((await connection.request('tools/list', {})) as { tools: never }).tools,
    callTool: async (name, input) => answerOf(await connection.request('tools/call', { name, arguments: input })),
    close: connection.close,
    kill: connection.kill,
  }
}

interface Connection {
  request(method: string, params: Record<string, unknown>): Promise<unknown>
  close(): Promise<void>
  kill?(): void
}

interface Reply {
  id?: number
  result?: unknown
  error?: { message: string }
}

async function overStdio({ bin, environment }: { bin: string; environment: Record<string, string> }): Promise<Connection> {
  const child: ChildProcess = spawn(process.execPath, [bin], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] })
  const waiting = new Map<number, (reply: Reply) => void>()
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const reply = JSON.parse(line) as Reply
    waiting.get(reply.id ?? -1)?.(reply)
  })
  let id = 0
  const send = (message: object) => child.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  const request = async (method: string, params: Record<string, unknown>) => {
    const mine = ++id
    send({ id: mine, method, params })
    return resultOf(await new Promise<Reply>((resolve) => waiting.set(mine, resolve)))
  }
  await request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: info })
  send({ method: 'notifications/initialized' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const close = async () => {
    child.stdin!.end()
    await ended
  }
  return { request, close, kill: () => void child.kill('SIGKILL') }
}

function headersTo({ key, headers }: { key: string; headers?: Record<string, string> }): Record<string, string> {
  return { authorization: `Bearer ${key}`, ...headers }
}

function overHttp({ url, ...address }: { url: string; key: string; headers?: Record<string, string> }): Connection {
  let id = 0
  const envelope = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': info,
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const request = async (method: string, params: Record<string, unknown>) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        ...headersTo(address),
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': method,
        ...(typeof params.name === 'string' && { 'mcp-name': params.name }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params: { ...params, _meta: envelope } }),
    })
    return resultOf((await response.json()) as Reply)
  }
  return { request, close: async () => {} }
}

function resultOf({ result, error }: Reply): unknown {
  if (error) throw new Error(error.message)
  return result
}
