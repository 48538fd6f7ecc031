import type { Application } from '../application.ts'
import type { TransactionContext } from '../context.ts'
import { findEvent } from '../events/log.ts'
import type { EventTables } from '../events/tables.ts'
import { toLoopError } from '../foreign-error.ts'
import type { Database } from '../storage/storage.ts'
import { newTraceId } from '../trace.ts'
import { effectContext, inTransaction, type Scope } from '../transaction.ts'
import { deliveryKind, jobKinds, listeningKinds } from './kinds.ts'
import type { JobKind, RunningJob } from './queue.ts'

/** Begins to do the jobs of the application's modules and to deliver events to them, until the application is closed. */
export async function startWorking(application: Application, does: (kind: JobKind) => boolean = () => true): Promise<void> {
  const { jobs, modules, storage } = application
  const kinds = jobKinds(modules).filter(does)
  await jobs.start({ storage, kinds, listening: listeningKinds(modules), run: (job) => runJob(application, job) })
}

async function runJob(application: Application, job: RunningJob): Promise<void> {
  const started = performance.now()
  const scope = scopeOf(application, job)
  let outcome = 'ok'
  try {
    await (job.name === deliveryKind(scope.module).name ? deliver(scope, String(job.payload.event_id)) : runOwnJob(scope, job))
  } catch (thrown) {
    // The queue writes down why a try failed, and no foreign text belongs there either.
    const error = toLoopError(thrown, application.log)
    outcome = error.code
    throw error
  } finally {
    const milliseconds = Math.round(performance.now() - started)
    application.log.info({ job: job.name, attempt: job.attempt, outcome, milliseconds, trace_id: scope.traceId })
  }
}

interface JobScope extends Scope {
  tenant: string
}

/** Nobody acts in a job: its events have no actor. */
function scopeOf(application: Application, { name, tenant, signal }: RunningJob): JobScope {
  const module = application.modules.find((candidate) => name.startsWith(`${candidate.name}.`))!
  return { application, module, tenant, actor: undefined, traceId: newTraceId(), secrets: [], signal }
}

async function runOwnJob(scope: JobScope, { name, payload }: RunningJob): Promise<void> {
  const definition = scope.module.jobs![name.slice(scope.module.name.length + 1)]!
  if (definition.kind === 'effect') await definition.run(payload, effectContext({ ...scope, seesAll: definition.once }))
  else await inTransaction(scope, 'write', (context) => definition.run(payload, context))
}

/** Brings an event to a subscriber, whose writes happen once although the job may be done twice. They belong to the trace of the event. */
async function deliver(scope: JobScope, eventId: string): Promise<void> {
  const { application, module, tenant } = scope
  const event = await application.storage.transaction(tenant, 'read', (db) => findEvent(db, eventId))
  const subscriber = event && module.on?.[event.type]
  // The job may come from a version of the module that had the subscriber.
  if (event === undefined || subscriber === undefined) return
  scope.traceId = event.trace
  await inTransaction(scope, 'write', async (context) => {
    if (await markDelivered(context, module.name, event.id)) await subscriber(event, context)
  })
}

/** False if the subscriber has had the event. */
async function markDelivered({ db, now }: TransactionContext, subscriber: string, event_id: string): Promise<boolean> {
  const marked = await (db as Database<EventTables>)
    .insertInto('core_deliveries')
    .values({ subscriber, event_id, at: now().toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('event_id')
    .execute()
  return marked.length > 0
}
