import { isServed, takeMissed } from '../events/subscriptions.ts'
import { allTenants } from './all-tenants.ts'
import type { Backend } from './backend.ts'
import { forAll } from './for-all.ts'
import { deliveryJob } from './kinds.ts'
import type { Pace } from './pace.ts'
import type { JobWorker, ListeningKind } from './queue.ts'

/** How many tenants one search goes through, and how many events it takes up for one subscriber in each. */
const tenantsAtOnce = 50
const eventsAtOnce = 500

/** Events whose writer knew nothing of a subscriber: a program that opens the database directly, or a server without that module. */
export interface MissedEvents {
  /** Asks for their delivery, each once however many processes do so. */
  addMissed(): Promise<void>
}

/** Reads the log behind the number up to which each subscriber was served, now and then, and at once where there is more. */
export function createMissedEvents({ storage, listening = [] }: JobWorker, { add }: Pick<Backend, 'add'>, pace: Pace): MissedEvents {
  let turn = 0
  let due = 0

  async function nextTenants(): Promise<string[]> {
    const active = (await allTenants(storage)).filter(({ status }) => status === 'active')
    const start = turn < active.length ? turn : 0
    turn = start + tenantsAtOnce
    return active.slice(start, turn).map(({ id }) => id)
  }

  async function addFor(tenant: string, { kind, ...subscription }: ListeningKind): Promise<boolean> {
    if (await storage.transaction(tenant, 'read', (db) => isServed(db, subscription.subscriber))) return false
    return storage.transaction(tenant, 'write', async (db) => {
      const { events, more } = await takeMissed(db, subscription, eventsAtOnce)
      if (events.length > 0) await add(db, tenant, kind, ...events.map(({ id }) => deliveryJob(kind, id)))
      return more
    })
  }

  return {
    async addMissed() {
      if (listening.length === 0 || Date.now() < due) return
      let more = false
      await forAll(await nextTenants(), (tenant) =>
        forAll(listening, async (subscription) => {
          more = (await addFor(tenant, subscription)) || more
        }),
      )
      due = more ? 0 : Date.now() + pace.sweepSeconds * 1000
    },
  }
}
