import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { brokenInstallation } from './broken-installation.ts'
import { findHomes } from './home-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('kill -9 of the run ends the server and removes its folder', async () => {
  const run = startRun()
  const [line] = await once(run.stdout!, 'data')
  const { home, pid } = await inspect(String(line).trim())
  expect(isAlive(pid)).toBe(true)
  await killGroup(run)
  await until(() => !isAlive(pid) && !existsSync(home))
})

test('kill -9 while the data folder is being made removes it as well', async () => {
  const run = startRun()
  await until(() => findHomes(run.pid!).some((home) => existsSync(join(home, 'data'))))
  await killGroup(run)
  await until(() => findHomes(run.pid!).length === 0)
})

test('kill -9 while the binaries are being copied removes the copy', async () => {
  const run = startRun({ folders: [brokenInstallation()] })
  await until(() => findHomes(run.pid!).some((home) => existsSync(join(home, 'native/lib'))))
  await killGroup(run)
  await until(() => findHomes(run.pid!).length === 0)
})

/** Starts a process that starts a server, prints its address and stays. */
function startRun(options: { folders?: string[] } = {}): ChildProcess {
  const start = `console.log((await startPostgres(${JSON.stringify({ url: '', ...options })})).url)`
  const script = `import { startPostgres } from './test/postgres/server.ts'; ${start}`
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', script]
  const run = spawn(process.execPath, flags, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => killGroup(run))
  return run
}

/** Ends the run as a CI runner does: with all processes of its group, none of which can clean up. */
async function killGroup(run: ChildProcess): Promise<void> {
  if (run.exitCode !== null || run.signalCode !== null) return
  const gone = once(run, 'exit')
  process.kill(-run.pid!, 'SIGKILL')
  await gone
}

async function inspect(url: string): Promise<{ home: string; pid: number }> {
  const client = new pg.Client(url)
  await client.connect()
  const [{ data_directory }] = (await client.query('show data_directory')).rows
  await client.end()
  return { home: dirname(data_directory), pid: Number.parseInt(readFileSync(join(data_directory, 'postmaster.pid'), 'utf8'), 10) }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Waits as long as the test may take. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20)
}
