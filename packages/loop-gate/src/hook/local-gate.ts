import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Direct } from 'loop-core/direct'
import type { Gate } from '../gate.ts'
import { homeIn } from './home.ts'

export interface LocalGateOptions {
  environment: Readonly<Record<string, string | undefined>>
  /** The database that was named on the command line. */
  databasePath?: string | undefined
  signal: AbortSignal
}

export interface LocalGate extends Gate {
  close(): Promise<void>
}

/** Whoever waits for a stop waits no longer than this for a database that others hold. */
const patienceMs = 2_000

/**
 * The surroundings of a judgement on this machine's own file, for programs that start anew each time.
 *
 * No address of a server or of another database moves it: what counts is in the folder of the person at the machine.
 */
export function localGate({ environment, databasePath, signal }: LocalGateOptions): LocalGate {
  const home = homeIn(environment)
  const path = databasePath || environment.LOOP_DB_PATH || join(home, 'data', 'loop.db')
  let opened: Promise<Direct> | undefined
  const open = () => {
    opened ??= openHere(path)
    return opened
  }
  return {
    transaction: async (access, work) => (await open()).transaction(access, work),
    // Whoever asks next is told what went wrong.
    warmUp: () =>
      void open()
        .then((direct) => direct.transaction('read', async () => {}))
        .catch(() => {}),
    now: () => new Date(),
    newId: () => randomUUID(),
    actor: identity,
    home,
    environment,
    signal,
    close: async () => (await opened)?.close(),
  }
}

const identity = 'implementer-local'

/** What speaks to databases is loaded only where there is something to write down. */
async function openHere(path: string): Promise<Direct> {
  const [{ openDirect }, { migrations }] = await Promise.all([import('loop-core/direct'), import('../migrations/index.ts')])
  return openDirect({ path, module: { prefix: 'gate', migrations }, identity, patienceMs })
}
