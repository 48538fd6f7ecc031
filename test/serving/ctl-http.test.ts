import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyClient, byHand, newSdk, oldSdk } from './clients.ts'
import { referenceTools } from './ctl-reference.ts'
import { ctlBin, emptyHome, type StartedServer, startHttp } from './started.ts'

let home: Awaited<ReturnType<typeof emptyHome>>
let server: StartedServer

beforeAll(async () => {
  home = await emptyHome()
  server = await startHttp(ctlBin, home.environment)
})

afterAll(async () => {
  await server?.stop()
  await home?.remove()
})

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of all shapes
type Body = any

async function get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; location: string | null; body: Body }> {
  const response = await fetch(`${server.url}${path}`, { headers, redirect: 'manual' })
  const isJson = response.headers.get('content-type') === 'application/json'
  return { status: response.status, location: response.headers.get('location'), body: isJson ? await response.json() : undefined }
}

describe('what anybody may ask', () => {
  it('is well right after its first start', async () => {
    const body = { status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/), checks: { database: 'ok', jobs: 'ok' } }
    expect(await get('/health')).toMatchObject({ status: 200, body })
  })

  it('sends programs from / to the start of the interface, and browsers to its page (D15)', async () => {
    expect(await get('/', { accept: 'application/json' })).toMatchObject({ status: 302, location: '/api/v1/' })
    expect(await get('/', { accept: 'text/html' })).toMatchObject({ status: 302, location: '/docs' })
    expect(await get('/swagger')).toMatchObject({ status: 302, location: '/swaggerui' })
  })

  it('says at /api/v1/ what is where, and all of that is there', async () => {
    const { status, body } = await get('/api/v1/')
    const links = { docs: '/api/v1/openapi', swagger_ui: '/swaggerui', health: '/health', routes: '/api/v1/routes' }
    expect({ status, body }).toEqual({ status: 200, body: { name: 'loop-ctl', version: expect.any(String), ...links } })
    const authorization = `Bearer ${server.key}`
    for (const link of Object.values(links)) expect([link, (await get(link, { authorization })).status]).toEqual([link, 200])
  })

  it('describes in its OpenAPI document the way from a key to a verified story', async () => {
    const { body } = await get('/api/v1/openapi')
    const steps: { step: string; call: string }[] = body['x-agent-hints'].workflow
    expect(steps.map(({ step }) => step).join(' → ')).toBe(
      'register → create project → import → contract → claim → start → request-review → report → review-complete → verify',
    )
    for (const { call } of steps) {
      const [method = '', path = ''] = call.split(' ')
      expect(body.paths[path.replaceAll(/:(\w+)/g, '{$1}')], call).toHaveProperty(method.toLowerCase())
    }
  })
})

describe.each([
  ['an SDK 2 client', newSdk],
  ['an SDK 1 client', oldSdk],
  ['a client written by hand', byHand],
])('%s over HTTP', (_, connect) => {
  it('is shown the tools of the reference and can call them', async () => {
    const client = await connect({ url: `${server.url}/mcp`, key: server.key })
    const names = (await client.listTools()).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(referenceTools.map(({ name }) => name)))
    expect((await client.callTool('get_tenant', {})).structured).toMatchObject({ tenant: { status: 'active' } })
    expect(await client.callTool('get_story', { story_id: 'none' })).toMatchObject({ isError: true, text: expect.stringContaining('404') })
    await client.close()
  })
})

describe('a server over stdio that works against LOOPCTL_SERVER', () => {
  let keyless: AnyClient
  let holder: AnyClient

  const start = (keys: Record<string, string>) =>
    byHand({ bin: ctlBin, environment: { ...home.environment, LOOPCTL_SERVER: server.url, ...keys } })

  beforeAll(async () => {
    keyless = await start({})
    holder = await start({ LOOPCTL_API_KEY: server.key })
  })

  afterAll(() => Promise.all([keyless?.close(), holder?.close()]))

  const input = { story_id: 'US-1.1', review_type: 'enhanced', summary: 'Holds' }

  it('calls with the key that it was given', async () => {
    expect((await holder.callTool('get_tenant', {})).structured).toMatchObject({ tenant: { status: 'active' } })
  })

  it.each([
    ['claim_story', 'LOOPCTL_AGENT_KEY', { story_id: 'US-1.1' }],
    ['verify_story', 'LOOPCTL_ORCH_KEY', input],
    ['review_complete', 'LOOPCTL_REVIEWER_KEY', input],
  ])('80. without a key %s is refused, and names %s', async (name, variable, given) => {
    const { isError, text } = await keyless.callTool(name, given)
    const { error } = JSON.parse(text)
    expect(isError).toBe(true)
    expect(error).toMatchObject({ status: 401, code: 'key_missing', message: `${name} needs a key, and none that fits is set.` })
    expect(error.hints[0]).toMatch(new RegExp(`^Set LOOPCTL_API_KEY or ${variable}`))
  })
})
