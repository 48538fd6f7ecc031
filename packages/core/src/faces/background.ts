import type { Application } from '../application.ts'
import { jobKinds } from '../jobs/kinds.ts'

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
