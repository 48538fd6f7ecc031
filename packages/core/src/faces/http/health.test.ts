import { expect, test, vi } from 'vitest'
import { localTenant } from '../../accounts/identities.ts'
import { createApplication } from '../../application.ts'
import { startWorking } from '../../jobs/work.ts'
import { createLogger } from '../../log.ts'
import { defineModule } from '../../module.ts'
import { httpApp } from './app.ts'
import { testApp } from './fixtures/app.ts'

test('a server whose database answers is ok', async () => {
  const { app } = await testApp()
  const response = await app.request('/health')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    status: 'ok',
    name: 'loop-notes',
    version: '1.2.3',
    checks: { database: 'ok', jobs: 'ok' },
    database: { ok: true, detail: expect.stringMatching(/^SQLite \d/i) },
  })
})

test('a server whose worker cannot look for jobs is degraded, though its database answers', async () => {
  const reminders = defineModule({ name: 'reminders', title: 'Reminders', operations: [], on: { 'note.added': async () => {} } })
  const { app, application } = await testApp({}, [reminders])
  await application.storage.transaction(localTenant, 'write', (db) => db.schema.dropTable('core_jobs').execute())
  await startWorking(application)
  const degraded = await vi.waitFor(async () => {
    application.jobs.wake()
    const response = await app.request('/health')
    expect(response.status).toBe(503)
    return response.json()
  })
  expect(degraded).toMatchObject({ status: 'degraded', checks: { database: 'ok', jobs: 'error' }, database: { ok: true } })
  await application.close()
})

test('a server without its database is degraded, and strangers are not told where it is', async () => {
  const application = createApplication([], { databaseUrl: 'file:/dev/null/hunter2/loop.db', log: createLogger('silent') })
  const app = httpApp(application, { name: 'loop-notes', version: '1.2.3', auth: 'none', allowedHosts: [], allowedOrigins: [] })
  const response = await app.request('/health')
  const body = await response.text()
  expect(response.status).toBe(503)
  expect(JSON.parse(body)).toMatchObject({
    status: 'degraded',
    checks: { database: 'error', jobs: 'error' },
    database: { ok: false },
  })
  expect(body).not.toContain('hunter2')
})
