import type { Application } from '../../application.ts'
import type { HttpApp } from './environment.ts'

/** Serves `/health`: 200 while the database answers and the worker can look for jobs, else 503. Anybody may ask, so places and reasons stay in the log. */
export function serveHealth(app: HttpApp, application: Application, { name, version }: { name: string; version: string }): void {
  app.get('/health', async (context) => {
    const database = await databaseOf(application)
    // The jobs are kept in the database. Their worker tells the log itself what troubles it.
    const jobs = database.ok && !application.jobs.inTrouble
    const status = jobs ? 'ok' : 'degraded'
    return context.json({ status, name, version, checks: { database: word(database.ok), jobs: word(jobs) }, database }, jobs ? 200 : 503)
  })
}

async function databaseOf({ storage, log }: Application): Promise<{ ok: boolean; detail: string }> {
  const check = await storage.check()
  if (check.ok) return { ok: true, detail: check.detail }
  log.warn({ database: check }, 'The database cannot be used.')
  return { ok: false, detail: 'The database cannot be used now. The log of the server says why.' }
}

function word(ok: boolean): 'ok' | 'error' {
  return ok ? 'ok' : 'error'
}
