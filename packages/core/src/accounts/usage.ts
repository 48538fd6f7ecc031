import type { Actor } from '../actor.ts'
import type { Afterwards } from '../afterwards.ts'
import type { Database, Storage } from '../storage/storage.ts'
import { seeAgent } from './agents.ts'
import { touchKey } from './keys.ts'
import type { AccountTables } from './tables.ts'

/** How often the use of one key is written down. */
const interval = 60_000

/** More keys than one process will meet in a minute; it only keeps the list from growing for ever. */
const remembered = 10_000

/** When keys were last used and their agents last seen. */
export interface KeyUsage {
  /** Notes that a caller used their key. It is written in the background, once a minute at most, and a failure is only logged. */
  note(actor: Actor): void
}

/** Keeps the times of use of one process. */
export function keyUsage(storage: Storage, clock: () => Date, afterwards: Afterwards): KeyUsage {
  const noted = new Map<string, number>()

  function isDue(key: string, now: number): boolean {
    const last = noted.get(key)
    return last === undefined || now - last >= interval
  }

  async function write({ tenant, key, agent }: Actor & { key: string }, at: string): Promise<void> {
    await storage.transaction(tenant, 'write', async (db: Database<AccountTables>) => {
      await touchKey(db, key, at)
      if (agent) await seeAgent(db, agent.id, at)
    })
  }

  return {
    note(actor) {
      const { tenant, key } = actor
      const now = clock()
      const name = `${tenant}/${key}`
      if (key === undefined || !isDue(name, now.getTime())) return
      if (noted.size >= remembered) noted.clear()
      noted.set(name, now.getTime())
      afterwards.add('the use of a key could not be noted', () => write({ ...actor, key }, now.toISOString()))
    },
  }
}
