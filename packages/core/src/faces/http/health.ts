import type { Application } from '../../application.ts'
import type { HttpApp } from './environment.ts'

/** Serves `/health`: 200 while the database answers, else 503. Anybody may ask, so places and reasons stay in the log. */
export function serveHealth(app: HttpApp, application: Application, { name, version }: { name: string; version: string }): void {
  app.get('/health', async (context) => {
    const check = await application.storage.check()
    if (check.ok) return context.json({ status: 'ok', name, version, database: { ok: true, detail: check.detail } })
    application.log.warn({ database: check }, 'The database cannot be used.')
    const database = { ok: false, detail: 'The database cannot be used now. The log of the server says why.' }
    return context.json({ status: 'degraded', name, version, database }, 503)
  })
}
