import { binaryFolders, findBinaries } from './binaries.ts'
import { freePort } from './free-port.ts'
import { startLocal } from './local-server.ts'

export interface PostgresServer {
  /** Where a superuser connects; policies do not bind it, so tests of policies make a plain role first. */
  url: string
  stop(): Promise<void>
}

interface StartOptions {
  /** A server that already runs; it is used as it is and outlives `stop()`. */
  url?: string
  folders?: string[]
  findPort?: () => Promise<number>
}

/** Starts an empty PostgreSQL for one run of tests, or hands out the one that `LOOP_TEST_PG_URL` names. */
export async function startPostgres(options: StartOptions = {}): Promise<PostgresServer> {
  const { url = process.env.LOOP_TEST_PG_URL, folders = binaryFolders(), findPort = freePort } = options
  if (url) return { url, stop: async () => {} }
  return startOnFreePort(findBinaries(folders), findPort, 3)
}

async function startOnFreePort(binaries: string, findPort: () => Promise<number>, attempts: number): Promise<PostgresServer> {
  try {
    return await startLocal(binaries, await findPort())
  } catch (error) {
    // Between finding a port and binding it another process may have taken it.
    if (attempts > 1 && /address already in use/i.test(String(error))) return startOnFreePort(binaries, findPort, attempts - 1)
    throw error
  }
}
