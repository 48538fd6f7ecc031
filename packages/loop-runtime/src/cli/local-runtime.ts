import { newUuid, openDirect } from 'loop-core/direct'
import { migrations } from '../migrations/index.ts'
import type { Runtime, RuntimeTransaction } from '../runtime.ts'
import { sameFile } from '../same-file.ts'

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
