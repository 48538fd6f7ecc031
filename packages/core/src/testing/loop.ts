import { identitiesOf, localOwner, localTenant } from '../accounts/identities.ts'
import { type Actor, type Principal, type Role, roles } from '../actor.ts'
import { type Application, type ApplicationOptions, createApplication } from '../application.ts'
import { call } from '../call.ts'
import type { CallOptions } from '../caller.ts'
import type { LoopEvent } from '../events/event.ts'
import { readEvents } from '../events/log.ts'
import { startWorking } from '../jobs/work.ts'
import type { Module } from '../module.ts'

export interface TestLoop {
  application: Application
  /** Calls one operation as the owner, or as whom the options say, and waits for what is done afterwards. */
  call(name: string, input?: unknown, options?: TestCallOptions): Promise<Record<string, unknown>>
  /** The whole event log, oldest first. */
  events(tenant?: string): Promise<LoopEvent[]>
  /** Moves the clock, which otherwise stands still. */
  pass(milliseconds: number): void
  /** Begins to do jobs and to deliver events, in the background. */
  work(): Promise<void>
  close(): Promise<void>
}

export interface TestCallOptions extends CallOptions {
  /** The role of the caller, or a whole actor. */
  as?: Role | Actor
}

/** Puts modules on a database in memory, with a clock that stands still and ids that count, so that answers can be compared whole. */
export function testLoop(modules: readonly Module[], options: Partial<ApplicationOptions> = {}): TestLoop {
  let now = Date.parse('2026-01-05T12:00:00.000Z')
  let ids = 0
  const silent = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Application['log']
  const application = createApplication(modules, {
    databaseUrl: 'file::memory:',
    log: silent,
    clock: () => new Date(now),
    newId: (module) => countedId(module, ++ids),
    ...options,
  })
  return {
    application,
    call: async (name, input, { as, ...rest } = {}) => {
      const answer = await call(application, name, input, { ...rest, principal: principalOf(as) })
      await application.afterwards.settle()
      return answer as never
    },
    events: (tenant = localTenant) =>
      application.storage.transaction(tenant, 'read', (db) => readEvents(db, { reader: localOwner.id, limit: 500 })),
    pass(milliseconds) {
      now += milliseconds
    },
    work: () => startWorking(application),
    close: () => application.close(),
  }
}

/** An id in the format of a module that says nothing but its number. */
function countedId({ ids }: Module, count: number): string {
  const digits = (length: number) => String(count).padStart(length, '0')
  // The time of the clock at its start, so that the ids have letters as real ones do.
  return ids === 'ulid' ? `01KE70EHG0${digits(16)}` : `00000000-0000-4000-8000-${digits(12)}`
}

function principalOf(as: Role | Actor = 'user'): Principal {
  if (typeof as !== 'string') return { actor: as, identities: {} }
  const owner: Actor = { tenant: localTenant, role: as, member: localOwner }
  return { actor: roles.includes(as) ? owner : undefined, identities: as === 'user' ? identitiesOf(localTenant, localOwner) : {} }
}
