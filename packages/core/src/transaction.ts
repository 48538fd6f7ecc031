import { AsyncLocalStorage } from 'node:async_hooks'
import { ensureLocalPeople } from './accounts/local-people.ts'
import type { Actor } from './actor.ts'
import type { Application } from './application.ts'
import type { Asking } from './ask.ts'
import type { CallOptions } from './caller.ts'
import type { EffectContext, TransactionContext } from './context.ts'
import { LoopError } from './error.ts'
import { appendEvents, type Source } from './events/append.ts'
import type { EventInput } from './events/event.ts'
import type { EvidenceSubject, Fact } from './evidence.ts'
import { groupBy } from './group-by.ts'
import type { JobInput } from './jobs/job.ts'
import { jobKind, jobKinds } from './jobs/kinds.ts'
import { discreetLog } from './log.ts'
import type { Module } from './module.ts'
import { quotaOf } from './quota/quota.ts'
import { readOnly } from './read-only.ts'
import { mask } from './secret.ts'
import type { Access, Database, Storage } from './storage/storage.ts'

/** Everything about one call that its contexts are made of. */
export interface Scope extends CallOptions {
  application: Application
  module: Module
  /** The tenant's name for the storage; absent when nobody is calling. */
  tenant: string | undefined
  actor: Actor | undefined
  /** Whether all tenants may be seen by whoever this is, since it is for everybody: its work is to find one. */
  seesAll?: boolean
  traceId: string
  /** Values that must not be written down. */
  secrets: string[]
}

type Base = Omit<EffectContext, 'transaction' | 'transactionIn' | 'door' | 'quota' | 'pendingJobs' | keyof Asking>

/** The context of an effect: it can open a transaction, but holds none. */
export function effectContext(scope: Scope): EffectContext {
  const { ask, asked, application, module } = scope
  const base = baseContext(scope, undefined)
  return {
    ...base,
    ask,
    asked,
    transaction: (work) => inTransaction(scope, 'write', work),
    async transactionIn(tenant, work) {
      openDoor(scope)
      return inTransaction({ ...scope, tenant }, 'write', work)
    },
    door: () => openDoor(scope),
    pendingJobs: async () => (scope.tenant === undefined ? 0 : pendingJobs(application, module, scope.tenant)),
    quota: quotaOf({ storage: application.storage, module: module.name, now: base.now, newId: base.newId }),
  }
}

function pendingJobs({ jobs, storage }: Application, module: Module, tenant: string): Promise<number> {
  return jobs.pending({ storage, tenant, names: jobKinds([module]).map(({ name }) => name) })
}

function openDoor({ actor, application, seesAll }: Scope): Storage {
  if (actor?.role !== 'superadmin' && !seesAll)
    throw new LoopError('forbidden', 'Only a superadmin may see several tenants.', { code: 'door_closed' })
  return application.storage
}

/**
 * Runs `work` in one transaction of the scope's tenant, and writes its events and jobs at the end of the same transaction.
 *
 * Events come last so that the lock which keeps their order is held only for the moment of the commit.
 */
export async function inTransaction<Result>(
  scope: Scope,
  access: Access,
  work: (context: TransactionContext) => Promise<Result>,
): Promise<Result> {
  const { application, tenant } = scope
  if (tenant === undefined) throw new Error('A call without an actor has no tenant, so no transaction can be opened for it.')
  refuseNesting(application)
  await ensureLocalPeople(application, tenant)
  let wake = false
  let purge = false
  let followers: Pending['afterwards'] = []
  const result = await application.storage.transaction(tenant, access, async (db) => {
    const pending: Pending = { events: [], jobs: [], afterwards: [], purge: false }
    const value = await inside.run(application, () => work(transactionContext(scope, db, pending)))
    wake = await writeDown({ scope, tenant, db }, pending.events, pending.jobs)
    purge = pending.purge
    followers = pending.afterwards
    return value
  })
  if (purge) await application.storage.purge(tenant)
  if (wake) application.jobs.wake()
  for (const follower of followers)
    application.afterwards.add('what follows an answer could not be done', () => inTransaction(scope, 'write', follower))
  return result
}

/** The application in whose transaction the present work stands. */
const inside = new AsyncLocalStorage<Application>()

/** A second transaction would wait for the first, and where a file has one connection, for ever. */
function refuseNesting(application: Application): void {
  if (inside.getStore() === application)
    throw new Error('A transaction is open already: use its own context, not that of the effect around it.')
}

interface Place {
  scope: Scope
  tenant: string
  db: Database
}

async function writeDown({ scope, tenant, db }: Place, events: readonly EventInput[], jobs: readonly JobInput[]): Promise<boolean> {
  const { application, module } = scope
  for (const [name, some] of groupBy(jobs, (job) => job.name)) await application.jobs.add(db, tenant, jobKind(module, name), ...some)
  if (events.length === 0) return jobs.length > 0
  const deliveries = await appendEvents(
    db,
    sourceOf(scope),
    events.map((event) => discreet(event, scope.secrets)),
  )
  for (const delivery of deliveries) await application.jobs.add(db, tenant, delivery.kind, ...delivery.jobs)
  return jobs.length + deliveries.length > 0
}

/** The type is our own word, and the key to subscribers. */
function discreet(event: EventInput, secrets: readonly string[]): EventInput {
  return { ...mask(event, secrets), type: event.type }
}

function sourceOf({ application, module, actor, traceId }: Scope): Source {
  return { modules: application.modules, module: module.name, actor, traceId, clock: application.clock }
}

/** What a transaction asks for and has at its end. */
interface Pending {
  events: EventInput[]
  jobs: JobInput[]
  afterwards: ((context: TransactionContext) => Promise<void>)[]
  purge: boolean
}

function transactionContext(scope: Scope, db: Database, pending: Pending): TransactionContext {
  return {
    ...baseContext(scope, db),
    db,
    emit: (event) => void pending.events.push(event),
    enqueue: (job) => void pending.jobs.push(job),
    afterwards: (work) => void pending.afterwards.push(work),
    purge() {
      pending.purge = true
    },
  }
}

function baseContext(scope: Scope, db: Database | undefined): Base {
  const { application, module, actor, settings } = scope
  return {
    // A handler that admits `public` must look; all others are never reached without an actor.
    actor: actor as Actor,
    now: application.clock,
    newId: () => application.newId(module),
    log: discreetLog(application.log, scope.secrets),
    signal: scope.signal ?? neverAborted,
    progress: scope.progress ?? (() => {}),
    isFollowed: scope.progress !== undefined,
    traceparent: scope.traceparent,
    evidence: (subject) => askAll(scope, db, subject),
    config: settings ? (schema) => application.config(schema, settings) : application.config,
  }
}

const neverAborted = new AbortController().signal

async function askAll(scope: Scope, db: Database | undefined, subject: EvidenceSubject): Promise<Fact[]> {
  if (db === undefined) return inTransaction(scope, 'read', (context) => askAll(scope, context.db, subject))
  const context = readOnlyContext(scope, db)
  const facts: Fact[] = []
  for (const module of scope.application.modules) facts.push(...((await module.evidence?.(subject, context)) ?? []))
  return facts
}

/** Evidence is asked for inside the asker's own transaction, so nothing may be written on its behalf. */
function readOnlyContext(scope: Scope, db: Database): TransactionContext {
  const refuse = () => {
    throw new Error('An evidence provider must not write.')
  }
  return { ...baseContext(scope, db), db: db.withPlugin(readOnly), emit: refuse, enqueue: refuse, afterwards: refuse, purge: refuse }
}
