import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { localTenant } from '../accounts/identities.ts'
import { issueKey } from '../accounts/keys.ts'
import { createTenant, ensureLocalTenant } from '../accounts/tenants.ts'
import type { CommandDefinition } from '../command.ts'
import { notes } from '../fixtures/notes.ts'
import { defineModule } from '../module.ts'
import { operation } from '../operation.ts'
import { readSettings } from '../settings.ts'
import { testCommandLine } from './cli/fixtures/command.ts'
import { httpApp } from './http/app.ts'
import { type Listening, serveHttp } from './http/serve.ts'
import { mounted, openApplication, openCaller } from './server.ts'

const show = operation({
  name: 'show_actor',
  title: 'Show actor',
  summary: 'Who acts.',
  command: 'actor show',
  kind: 'read',
  roles: ['user', 'orchestrator'],
  rest: ['GET /api/v1/actor'],
  input: z.object({ limit: z.int().max(9).optional() }),
  output: z.looseObject({}),
  run: async ({ limit }, { actor }) => ({ ...actor, limit }),
})

/** In whose place `visit` does what follows: `visit acme -- actor show`, or a request. */
const visit: CommandDefinition = {
  name: 'visit',
  summary: 'Visit.',
  async run([tenant = '', role, ...words], { inPlaceOf, print }) {
    if (inPlaceOf === undefined) return 7
    const there = await inPlaceOf({ tenant, role })
    if (words.length > 0) return there.run(words)
    await print((await there.send({ method: 'GET', path: '/api/v1/actor?limit=2' })) as Record<string, unknown>)
    return 0
  },
}

const visits = defineModule({ name: 'visits', title: 'Visits', operations: [show], commands: [visit] })
const modules = [visits, notes]

const serverWith = (environment: Record<string, string>) => ({
  ...{ name: 'loop-test', version: '1.2.3', port: 0, modules, environment },
  settings: readSettings({ LOOP_LOG_LEVEL: 'silent', DATABASE_URL: 'file::memory:', ...environment }),
})

/** Types a command on a machine with this environment. */
async function typed(environment: Record<string, string>, words: string) {
  const server = serverWith(environment)
  const { caller, application, inPlaceOf } = await openCaller(server, { typed: true })
  if (application) await createTenant(application.storage, { id: 'acme', name: 'Acme', status: 'suspended' }, new Date())
  const line = testCommandLine(mounted(server), { caller, inPlaceOf, format: 'json' })
  const outcome = await line.run(words.split(' '))
  await Promise.all([caller.close(), line.close()])
  return outcome.exitCode === 0 ? JSON.parse(outcome.stdout) : outcome
}

describe('on this machine', () => {
  test('a command is done in the place of others, also where nobody else gets in', async () => {
    const impersonator = { key: 'owner', name: 'Owner' }
    expect(await typed({}, 'visit acme orchestrator actor show --limit 3')).toEqual({
      ...{ tenant: 'acme', role: 'orchestrator', tenantStatus: 'suspended' },
      ...{ impersonator, limit: 3 },
    })
    expect(await typed({}, 'visit acme user')).toMatchObject({ tenant: 'acme', role: 'user', limit: 2 })
  })

  test('is refused for a tenant that there is not', async () => {
    expect(await typed({}, 'visit nobody user')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Tenant not found') })
  })

  test('is nothing for one identity alone, nor for what is typed there', async () => {
    expect(await typed({ LOOP_IDENTITY: 'orchestrator-local' }, 'visit acme user')).toMatchObject({ exitCode: 7 })
    expect(await typed({}, 'visit acme user visit acme user')).toMatchObject({ exitCode: 7 })
  })
})

describe('against another server', () => {
  const application = openApplication(serverWith({}))
  const keys: Record<string, string> = {}
  let listening: Listening
  beforeAll(async () => {
    const now = new Date()
    await ensureLocalTenant(application.storage, now)
    await createTenant(application.storage, { id: 'acme', name: 'Acme', status: 'suspended' }, now)
    for (const role of ['superadmin', 'user'] as const) {
      const key = { tenant: localTenant, name: role, role }
      keys[role] = (await application.storage.transaction(localTenant, 'write', (db) => issueKey(db, key, now))).token
    }
    const app = httpApp(application, { name: 'loop-test', version: '1', auth: 'token', allowedHosts: [], allowedOrigins: [] })
    listening = await serveHttp(app, { port: 0, auth: 'token' })
  })
  afterAll(async () => {
    await listening.close()
    await application.close()
  })
  const there = (role: string, words: string) => typed({ LOOP_SERVER: listening.url, LOOP_KEY: keys[role]! }, words)

  test('it is the same with the key of a superadmin', async () => {
    const expected = { tenant: 'acme', tenantStatus: 'suspended', impersonator: { name: 'superadmin' } }
    expect(await there('superadmin', 'visit acme orchestrator actor show --limit 3')).toMatchObject({
      ...expected,
      ...{ role: 'orchestrator', limit: 3 },
    })
    expect(await there('superadmin', 'visit acme user')).toMatchObject({ ...expected, role: 'user', limit: 2 })
  })

  test('with any other key it is refused, since everything would happen at home', async () => {
    expect(await there('user', 'visit acme user')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('not_superadmin') })
  })

  test('it is refused for a tenant that there is not', async () => {
    expect(await there('superadmin', 'visit nobody user')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('Tenant not found'),
    })
  })
})
