import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type AddressInfo, connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { bare } from './build-bare.ts'
import { startNode, stop } from './processes.ts'
import { type HttpServer, plain } from './servers.ts'

const require = createRequire(import.meta.url)
const mcpProxy = commandOf(require.resolve('mcp-proxy/package.json'))
const supergateway = commandOf(require.resolve('supergateway/package.json'))

/** The peers with their versions, for people. */
export const peerNames = `${mcpProxy.title} and ${supergateway.title}`

/** mcp-proxy in front of the bare stdio server. */
export function startMcpProxy(): Promise<HttpServer> {
  const words = ['--server', 'stream', '--host', '127.0.0.1', '--', process.execPath, bare.bundled]
  return startPeer((port) => [mcpProxy.file, '--port', String(port), ...words])
}

/** supergateway in front of the bare stdio server; it has no option for the address that it listens on, so a preloaded file keeps it on this machine. */
export function startSupergateway(): Promise<HttpServer> {
  const preloaded = ['--import', new URL('./loopback-only.mjs', import.meta.url).href]
  const words = [
    '--stdio',
    `"${process.execPath}" "${bare.bundled}"`,
    '--outputTransport',
    'streamableHttp',
    '--stateful',
    '--logLevel',
    'none',
  ]
  return startPeer((port) => [...preloaded, supergateway.file, ...words, '--port', String(port)])
}

async function startPeer(wordsFor: (port: number) => readonly string[]): Promise<HttpServer> {
  const port = await freePort()
  const { words, environment } = plain(wordsFor(port))
  const child = startNode(words, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`The peer ended before it listened: ${words.join(' ')}`)
    await setTimeout(50)
  }
  return { url: `http://127.0.0.1:${port}/mcp`, stop: () => stop(child) }
}

/** The file that a package's command runs: the last one, since that is the server where there are several. */
export function commandOf(manifest: string): { title: string; file: string } {
  const { name, version, bin } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    name: string
    version: string
    bin: Record<string, string>
  }
  return { title: `${name} ${version}`, file: join(dirname(manifest), Object.values(bin).at(-1)!) }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const connected = once(socket, 'connect').then(
    () => true,
    () => false,
  )
  return connected.finally(() => socket.destroy())
}
