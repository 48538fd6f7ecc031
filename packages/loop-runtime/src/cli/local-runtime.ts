import { statSync } from 'node:fs'
import { newUuid, openDirect } from 'loop-core/direct'
import { migrations } from '../migrations/index.ts'
import type { Runtime, RuntimeTransaction } from '../runtime.ts'
import { traceLost } from './refusals.ts'

interface Local extends Pick<Runtime, 'environment'> {
  /** Of the database. */
  path: string
  /** Aborted when nobody waits any more. */
  signal?: AbortSignal
}

const identity = 'implementer-local'

/** Does something with a database of this machine, which is closed afterwards. */
export async function withRuntime<Result>(
  { path, environment, signal }: Local,
  work: (runtime: Runtime) => Promise<Result>,
): Promise<Result> {
  const direct = openDirect({ path, module: { prefix: 'runtime', migrations }, identity })
  const stillThere = sameFile(path)
  try {
    return await work({
      async transaction(access, inside) {
        stillThere()
        const result = await direct.transaction(access, (transaction) => inside(transaction as RuntimeTransaction))
        stillThere()
        return result
      },
      now: () => new Date(),
      newId: newUuid,
      actor: identity,
      environment,
      signal: signal ?? new AbortController().signal,
    })
  } finally {
    await direct.close()
  }
}

/** Refuses to go on where what was opened is gone: it could still be written to, and nobody would ever find it. */
function sameFile(path: string): () => void {
  const now = () => statSync(path, { throwIfNoEntry: false })?.ino
  let opened: number | undefined
  return () => {
    if (opened !== undefined && now() !== opened) throw traceLost(path)
    // The first transaction makes it.
    opened ??= now()
  }
}
