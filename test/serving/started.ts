import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../architecture/source-files.ts'

/** The commands as they are published, built before the tests run. */
export const gatewayBin = join(root, 'apps/gateway/dist/bin.js')
export const gateBin = join(root, 'packages/loop-gate/dist/bin.js')
export const gateHook = join(root, 'packages/loop-gate/dist/hook.js')
export const ctlBin = join(root, 'packages/loop-ctl/dist/bin.js')
export const queueBin = join(root, 'packages/loop-queue/dist/bin.js')
export const learnBin = join(root, 'packages/loop-learn/dist/bin.js')
export const runtimeBin = join(root, 'packages/loop-runtime/dist/bin.js')

/** An empty home folder and an environment in which nothing of this machine's own Loop can be seen. */
export async function emptyHome(): Promise<{ environment: Record<string, string>; remove(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'loop-home-'))
  const environment = { PATH: process.env.PATH ?? '', HOME: home, LOOP_HOME: join(home, '.loop') }
  return { environment, remove: () => rm(home, { recursive: true, force: true }) }
}

export interface StartedServer {
  url: string
  /** The key that the first start printed. */
  key: string
  /** Everything written to stderr so far. */
  said(): string
  process: ChildProcess
  stop(): Promise<number | null>
}

/** Starts a command with `--http` on a free port and waits until it says where it listens. */
export async function startHttp(bin: string, environment: Record<string, string>, words: readonly string[] = []): Promise<StartedServer> {
  const child = spawn(process.execPath, [bin, '--http', '--port', '0', ...words], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
  })
  while (!said.includes('claude mcp add')) {
    if (child.exitCode !== null) throw new Error(`The server ended before it listened:\n${said}`)
    await Promise.race([once(child.stderr!, 'data'), once(child, 'exit')])
  }
  const stop = async () => {
    if (child.exitCode !== null) return child.exitCode
    child.kill('SIGTERM')
    await once(child, 'exit')
    return child.exitCode
  }
  return {
    url: /http:\/\/[\d.]+:\d+/.exec(said)![0],
    key: /lc_[A-Za-z0-9_-]{40}/.exec(said)?.[0] ?? '',
    said: () => said,
    process: child,
    stop,
  }
}
