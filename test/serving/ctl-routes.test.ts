import { Validator } from '@seriousme/openapi-schema-validator'
import type { Module } from 'loop-core'
import { accounts, ensureLocalTenant, issueKey } from 'loop-core/accounts'
import { httpApp, testLoop } from 'loop-core/testing'
import { loopCtl } from 'loop-ctl'
import { modules } from 'loop-gateway'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Route {
  method: string
  path: string
}

/** Without the names of parameters, in which a document and its routes may differ. */
function shapes(routes: readonly Route[]): string[] {
  const addresses = routes.map(({ method, path }) => `${method} ${path}`.replaceAll(/:\w+|\{\w+\}/g, '*'))
  return [...new Set(addresses)].toSorted()
}

/** What is served besides the operations. */
const pages = /^(\/|\/api\/v1\/?|\/api\/v1\/(openapi|routes)|\/docs.*|\/health|\/openapi\.json|\/swagger(ui)?)$/

/** A door to everything that some modules serve, without a port. */
function appOf(name: string, mounted: readonly Module[]) {
  const { application, close } = testLoop([...mounted, accounts])
  const app = httpApp(application, { name, version: '1.2.3', auth: 'token', allowedHosts: [], allowedOrigins: [] })
  const makeKey = async () => {
    const { storage, clock } = application
    await ensureLocalTenant(storage, clock())
    const key = { tenant: 'local', name: 'test', role: 'agent' } as const
    return storage.transaction('local', 'write', async (db) => (await issueKey(db, key, clock())).token)
  }
  return { app, makeKey, close }
}

describe.each([
  ['loop-ctl', [loopCtl]],
  ['the gateway', modules],
])('of %s', (name, mounted) => {
  const { app, makeKey, close } = appOf(name, mounted)
  /** What asks nobody for a key, such as a page or a sign-up. */
  const open = new Set<string>(
    mounted
      .flatMap(({ operations }) => operations)
      .filter(({ roles }) => roles.includes('public'))
      .flatMap(({ name, rest = [] }) => [...rest, `POST /api/ops/${name}`]),
  )
  let listed: Route[]
  let described: Route[]

  beforeAll(async () => {
    const headers = { authorization: `Bearer ${await makeKey()}` }
    listed = ((await (await app.request('/api/v1/routes', { headers })).json()) as { routes: Route[] }).routes
    const { paths } = (await (await app.request('/api/v1/openapi')).json()) as { paths: Record<string, object> }
    described = Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => ({ method: method.toUpperCase(), path })))
  })

  afterAll(close)

  it('82. the list of routes, the OpenAPI document and the router agree', () => {
    const served = app.routes.filter(({ method, path }) => method !== 'ALL' && !pages.test(path))
    expect(shapes(described)).toEqual(shapes(listed))
    expect(shapes(served)).toEqual(shapes(listed))
    expect(listed.length).toBeGreaterThan(100)
  })

  it('the OpenAPI document is one by the schema of OpenAPI 3.1', async () => {
    const validator = new Validator()
    const document = (await (await app.request('/api/v1/openapi')).json()) as Record<string, unknown>
    expect(await validator.validate(document)).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('82. every route of the list leads somewhere: a stranger is asked for a key, or told that it is gone', async () => {
    for (const { method, path } of listed) {
      const response = await app.request(path.replaceAll(/:\w+/g, 'x'), { method })
      // Whoever is let in, or told what is wrong with the input or that something is closed, was not asked for a key.
      if ([200, 403, 422].includes(response.status)) {
        expect(open).toContain(`${method} ${path}`)
        continue
      }
      const { error } = (await response.json()) as { error: { code: string } }
      expect(['unauthenticated', 'registration_closed'], `${method} ${path}`).toContain(error.code)
    }
  })
})
