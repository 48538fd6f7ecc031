import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import type { Account } from './account.ts'

interface GuardOptions {
  home: string
  binaries: string
  port: number
  account: Account | undefined
}

export interface Guard {
  /** Says that the folder is ready and resolves when the server takes connections. */
  start(initdbFlags: string[]): Promise<void>
  /** Ends the server and resolves when nothing of it is left. */
  stop(): Promise<void>
}

/** Starts the shell that will own the server, before there is anything to leave behind. */
export function spawnGuard(options: GuardOptions): Guard {
  const shell = spawnShell(options)
  const gone = once(shell, 'exit')
  const stdin = shell.stdin as Writable
  // A shell that is no more is reported by start() and stop(); without these lines it would end this process first.
  gone.catch(() => {})
  stdin.on('error', () => {})
  return {
    async start(initdbFlags) {
      stdin.write(`${initdbFlags.join(' ')}\n`)
      await untilReady(shell.stderr as Readable)
    },
    async stop() {
      stdin.end()
      await gone
    },
  }
}

function spawnShell({ home, binaries, port, account }: GuardOptions): ChildProcess {
  // The text of the script, not its path: the other account may not be able to read the checkout.
  const script = readFileSync(new URL('./guard.sh', import.meta.url), 'utf8')
  return spawn('sh', ['-c', script, 'guard', home, binaries, String(port)], {
    ...account,
    cwd: home,
    // PGDATA, PGPORT and their like would change the server; the locale decides the words of its log.
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    // Its own process group, so that Ctrl-C and a kill of the run's group spare it.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
}

function untilReady(log: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    log.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-10_000)
      if (text.includes('ready to accept connections')) resolve()
    })
    log.on('close', () => reject(new Error(`PostgreSQL did not start; LOOP_TEST_PG_URL can name one that runs already.\n${text}`)))
  })
}
