import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { changeProfile } from '../../packages/core/src/accounts/index.ts'
import { createApplication } from '../../packages/core/src/index.ts'
import type { Endpoint } from './http-client.ts'
import { startNode, stop } from './processes.ts'
import type { Command } from './stdio-client.ts'

const root = join(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'loop-bench-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

/** The commands as they are published. */
export const gateBin = join(root, 'packages/loop-gate/dist/bin.js')
export const hookFile = join(root, 'packages/loop-gate/dist/hook.js')
export const queueBin = join(root, 'packages/loop-queue/dist/bin.js')
export const learnBin = join(root, 'packages/loop-learn/dist/bin.js')
export const runtimeBin = join(root, 'packages/loop-runtime/dist/bin.js')
export const gatewayBin = join(root, 'apps/gateway/dist/bin.js')

/** Refuses to measure what was not built. */
export function requireBuilt(): void {
  const missing = [gateBin, hookFile, queueBin, runtimeBin, learnBin, gatewayBin].filter((bin) => !existsSync(bin))
  if (missing.length > 0) throw new Error(`Not built yet: ${missing.join(', ')}. \`pnpm bench\` builds before it measures.`)
}

/** A new, empty folder that is removed at the end. */
export function emptyFolder(): string {
  return mkdtempSync(join(scratch, 'home-'))
}

/** One of our commands with a home of its own, so that this machine's own Loop is neither seen nor changed. */
export function loop(bin: string, environment: Record<string, string> = {}): Command {
  const home = emptyFolder()
  return { words: [bin], environment: { PATH: process.env.PATH ?? '', HOME: home, LOOP_HOME: join(home, '.loop'), ...environment } }
}

/** A setting under which no decision can be kept; the tool then answers with `decision_id` null. */
export const nothingKept = { LOOP_DB_PATH: '/dev/null/x', LOOP_LOG_LEVEL: 'silent' }

export function plain(words: readonly string[]): Command {
  return { words, environment: { PATH: process.env.PATH ?? '', HOME: emptyFolder() } }
}

export interface HttpServer extends Endpoint {
  stop(): Promise<void>
}

/** Starts a server that says on stderr or stdout where it listens, and waits until it does. */
export async function startHttp({ words, environment }: Command, isReady = /http:\/\/127\.0\.0\.1:\d+/): Promise<HttpServer> {
  const child = startNode(words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
  while (!isReady.test(said)) {
    if (child.exitCode !== null) throw new Error(`The server ended before it listened:\n${said}`)
    await Promise.race([once(child.stdout!, 'data'), once(child.stderr!, 'data'), once(child, 'exit')])
  }
  const key = /lc_[A-Za-z0-9_-]{40,}/.exec(said)?.[0]
  return { url: /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '', key, stop: () => stop(child) }
}

/** One of our commands over HTTP on a free port of this machine. */
export async function startLoopHttp(bin: string, environment: Record<string, string> = {}): Promise<HttpServer> {
  const { words, environment: full } = loop(bin, environment)
  const server = await startHttp({ words: [...words, '--http', '--port', '0'], environment: full }, /claude mcp add/)
  if (server.key) await liftLimit(`file:${full?.LOOP_HOME}/data/loop.db`)
  return { ...server, url: `${server.url}/mcp` }
}

/** What is measured is how fast calls are, so a key here may send more of them than any will. */
async function liftLimit(databaseUrl: string): Promise<void> {
  const application = createApplication([], { databaseUrl })
  const settings = { rate_limit_requests_per_minute: 1_000_000 }
  await application.storage.transaction('local', 'write', (db) => changeProfile(db, { settings }, new Date()))
  await application.close()
}
