import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openDirect } from 'loop-core/direct'
import type { Gate } from '../gate.ts'
import { migrations } from '../migrations/index.ts'
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
  const direct = openDirect({ path, module: { prefix: 'gate', migrations }, identity, patienceMs })
  return {
    transaction: direct.transaction,
    warmUp: once(() => void direct.transaction('read', async () => {}).catch(() => {})),
    now: () => new Date(),
    newId: () => randomUUID(),
    actor: identity,
    home,
    environment,
    signal,
    close: direct.close,
  }
}

const identity = 'implementer-local'

/** Git is started several times at once, which opening a database must not hold up; whoever asks next is told what went wrong. */
function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) setImmediate(work)
    isDone = true
  }
}
