import { expect, test } from 'vitest'
import { createApplication } from '../../application.ts'
import { createLogger } from '../../log.ts'
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
    database: { ok: true, detail: expect.stringMatching(/^SQLite \d/i) },
  })
})

test('a server without its database is degraded, and strangers are not told where it is', async () => {
  const application = createApplication([], { databaseUrl: 'file:/dev/null/hunter2/loop.db', log: createLogger('silent') })
  const app = httpApp(application, { name: 'loop-notes', version: '1.2.3', auth: 'none', allowedHosts: [], allowedOrigins: [] })
  const response = await app.request('/health')
  const body = await response.text()
  expect(response.status).toBe(503)
  expect(JSON.parse(body)).toMatchObject({ status: 'degraded', database: { ok: false } })
  expect(body).not.toContain('hunter2')
})
