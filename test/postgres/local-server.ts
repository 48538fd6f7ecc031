import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverAccount } from './account.ts'
import { majorVersion } from './binaries.ts'
import { copyBinaries } from './copy-binaries.ts'
import { spawnGuard } from './guard.ts'
import { dataParent, makeHome } from './home-folder.ts'
import type { PostgresServer } from './server.ts'

/** Makes a new data folder and runs a server on it, on the loopback address only, until `stop()` or the end of this process. */
export async function startLocal(installed: string, port: number): Promise<PostgresServer> {
  const account = serverAccount()
  const version = majorVersion(installed, account)
  const password = randomBytes(16).toString('hex')
  // Programs cannot be copied to shared memory: containers mount it noexec.
  const home = makeHome(version ? dataParent() : tmpdir(), { password, account })
  const binaries = version ? installed : join(home, 'native/bin')
  const guard = spawnGuard({ home, binaries, port, account })
  try {
    if (!version) copyBinaries(installed, home, account)
    await guard.start(localeFlags(version ?? majorVersion(binaries, account)))
  } catch (error) {
    await guard.stop()
    throw error
  }
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop: guard.stop }
}

/** Folds case beyond ASCII as servers in production do, yet sorts the same on every machine; older servers only have the plain C locale. */
function localeFlags(version = 0): string[] {
  return version >= 17 ? ['--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--no-locale']
}
