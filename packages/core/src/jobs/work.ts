import type { Application } from '../application.ts'
import type { TransactionContext } from '../context.ts'
import type { LoopEvent } from '../events/event.ts'
import { findEvent } from '../events/log.ts'
import type { EventTables } from '../events/tables.ts'
import { toLoopError } from '../foreign-error.ts'
import type { Module } from '../module.ts'
import type { Database } from '../storage/storage.ts'
import { newTraceId } from '../trace.ts'
import { effectContext, inTransaction, type Scope } from '../transaction.ts'
import { deliveryKind, jobKinds } from './kinds.ts'
import type { RunningJob } from './queue.ts'

/** Begins to do the jobs of the application's modules and to deliver events to them, until the application is closed. */
export async function startWorking(application: Application): Promise<void> {
  const { jobs, modules, storage } = application
  await jobs.start({ storage, kinds: jobKinds(modules), run: (job) => runJob(application, job) })
}

async function runJob(application: Application, job: RunningJob): Promise<void> {
  const module = application.modules.find(({ name }) => job.name.startsWith(`${name}.`))!
  const scope = scopeOf(application, module, job)
  try {
    if (job.name === deliveryKind(module).name) await deliver(scope, String(job.payload.event_id))
    else await runOwnJob(scope, job)
  } catch (thrown) {
    // The queue writes down why a try failed, and no foreign text belongs there either.
    throw toLoopError(thrown, application.log)
  }
}

/** Nobody acts in a job: its events have no actor. */
function scopeOf(application: Application, module: Module, { tenant, signal }: RunningJob): Scope & { tenant: string } {
  return { application, module, tenant, actor: undefined, traceId: newTraceId(), secrets: [], signal }
}

async function runOwnJob(scope: Scope, { name, payload }: RunningJob): Promise<void> {
  const definition = scope.module.jobs![name.slice(scope.module.name.length + 1)]!
  if (definition.kind === 'effect') await definition.run(payload, effectContext(scope))
  else await inTransaction(scope, 'write', (context) => definition.run(payload, context))
}

/** Brings an event to a subscriber, whose writes happen once although the job may be done twice. They belong to the trace of the event. */
async function deliver(scope: Scope & { tenant: string }, eventId: string): Promise<void> {
  const event = await scope.application.storage.transaction(scope.tenant, 'read', (db) => findEvent(db, eventId))
  const subscriber = event && scope.module.on?.[event.type]
  // A version without the subscriber may get the job of one that had it.
  if (subscriber === undefined) return
  await inTransaction({ ...scope, traceId: event!.trace }, 'write', async (context) => {
    if (await markDelivered(context, scope.module, event!)) await subscriber(event!, context)
  })
}

/** False if the module has had the event. */
async function markDelivered({ db, now }: TransactionContext, module: Module, event: LoopEvent): Promise<boolean> {
  const row = { subscriber: module.name, event_id: event.id, at: now().toISOString() }
  const marked = await (db as Database<EventTables>)
    .insertInto('core_deliveries')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('event_id')
    .execute()
  return marked.length > 0
}
