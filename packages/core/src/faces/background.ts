import { localTenant } from '../accounts/identities.ts'
import type { Application } from '../application.ts'
import { jobKinds } from '../jobs/kinds.ts'
import type { Module } from '../module.ts'
import { newTraceId } from '../trace.ts'
import { inTransaction } from '../transaction.ts'

/** Does the modules' jobs from the moment on that a call has opened the database; where no module has any, does nothing. */
export function workInBackground(application: Application): void {
  if (jobKinds(application.modules).length === 0) return
  const begin = async () => {
    await application.opened
    const { startWorking } = await import('../jobs/work.ts')
    await startWorking(application)
  }
  begin().catch((error: Error) => application.log.error({ error: error.message }, 'background work could not begin'))
}

const patience = 10_000

/** Does what the calls of a command have left to be done, for a while, and says what still waits; where they left nothing, does nothing. */
export async function workOff(
  application: Application,
  { stderr, signal }: { stderr: NodeJS.WritableStream; signal: AbortSignal },
): Promise<void> {
  if (!application.jobs.hasAdded) return
  const { startWorking } = await import('../jobs/work.ts')
  // What may take hours is for a server.
  await startWorking(application, ({ long }) => !long)
  await application.jobs.settle(AbortSignal.any([signal, AbortSignal.timeout(patience)]))
  for (const module of application.modules) {
    const words = await waitingIn(application, module)
    if (words !== undefined) stderr.write(`${words}\n`)
  }
}

async function waitingIn(application: Application, module: Module): Promise<string | undefined> {
  const scope = { application, module, tenant: localTenant, actor: undefined, traceId: newTraceId(), secrets: [] }
  return module.waiting && inTransaction(scope, 'read', module.waiting)
}
