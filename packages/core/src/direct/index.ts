import { localAgents, localOwner, localTenant } from '../accounts/identities.ts'
import { ensureLocalPeople } from '../accounts/local-people.ts'
import { accountMigrations, directoryMigrations } from '../accounts/tables.ts'
import type { Actor } from '../actor.ts'
import { appendEvents } from '../events/append.ts'
import type { EventInput } from '../events/event.ts'
import { eventMigrations } from '../events/tables.ts'
import { jobMigrations, scheduleMigrations } from '../jobs/tables.ts'
import { openLocalFile, openLocalFileToRead } from '../storage/local-file.ts'
import type { MigrationSet } from '../storage/migrate.ts'
import type { Access, Database } from '../storage/storage.ts'
import { newTraceId } from '../trace.ts'

export { localOwner } from '../accounts/identities.ts'
export { newUuid } from '../new-id.ts'
export { isLocalDatabase } from '../storage/local-file.ts'

export interface DirectOptions {
  /** The path of this machine's own database, as `LOOP_DB_PATH` has it: `?synchronous=full` may stand behind it. */
  path: string
  /** Whose tables are used, and in whose name events are written. */
  module: MigrationSet
  /** Which of the local identities acts, such as `implementer-local`. */
  identity: string
  clock?: () => Date
  /** For how many milliseconds to wait for other programs that hold the file; 30,000 unless said. */
  patienceMs?: number
}

/** One transaction, with the events that are written at its end. */
export interface DirectTransaction {
  db: Database
  emit(event: EventInput): void
}

export interface Direct {
  /** As in a handler: a throw rolls back everything, and it may run again after a deadlock. */
  transaction<Result>(access: Access, work: (transaction: DirectTransaction) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/**
 * Opens the database of this machine for a program that must start fast: no operations, no schemas, no server.
 *
 * Nothing is opened before the first transaction. Subscribers of other modules hear of these events from the next server that mounts them.
 */
export function openDirect({ path, module, identity, clock = () => new Date(), patienceMs }: DirectOptions): Direct {
  const storage = openLocalFile(path, {
    migrations: [accountMigrations, eventMigrations, jobMigrations, scheduleMigrations, module],
    directoryMigrations: [directoryMigrations],
    patienceMs,
  })
  const source = { modules: [], module: module.prefix, actor: actorOf(identity), traceId: newTraceId(), clock }
  return {
    async transaction(access, work) {
      await ensureLocalPeople({ storage, clock }, localTenant)
      return storage.transaction(localTenant, access, async (db) => {
        const events: EventInput[] = []
        const result = await work({ db, emit: (event) => void events.push(event) })
        if (events.length > 0) await appendEvents(db, source, events)
        return result
      })
    },
    close: () => storage.close(),
  }
}

/** A database that is only read. */
export interface Reading {
  transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Opens a file only to read what a module keeps in it: it is neither made nor changed, also while others write. Refuses with `tables_missing` what holds nothing of the module. */
export function openToRead({ path, module }: Pick<DirectOptions, 'path' | 'module'>): Reading {
  const reader = openLocalFileToRead(path, [module])
  return { transaction: reader.read, close: reader.close }
}

function actorOf(identity: string): Actor {
  const agent = localAgents.find(({ id }) => id === identity)
  if (agent === undefined) throw new Error(`There is no local identity ${identity}.`)
  const { id, type, role } = agent
  return { tenant: localTenant, role, agent: { id, name: id, type }, member: localOwner }
}
