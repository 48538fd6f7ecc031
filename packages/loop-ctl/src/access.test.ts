import { setTenantStatus } from 'loop-core/accounts'
import { expect, it } from 'vitest'
import { describeHttp } from './fixtures/http.ts'

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

describeHttp('from one user key to keys that can claim and verify', (http) => {
  const newKey = async (body: object): Promise<string> => (await http().send('POST /api/v1/api_keys', { body })).body.api_key.raw_key
  const post = (key: string, path: string, body: object = {}) =>
    http().send(`POST ${path}` as `POST /${string}`, { headers: bearer(key), body })

  it('goes by the documented steps', async () => {
    const bootstrap = await newKey({ name: 'agent-bootstrap', role: 'agent' })
    const main = { name: 'orchestrator-main', agent_type: 'orchestrator' }
    const { agent } = (await post(bootstrap, '/api/v1/agents/register', main)).body
    const orchestrator = await newKey({ name: 'orchestrator-main', role: 'orchestrator', agent_id: agent.id })
    const worker = await newKey({ name: 'worker-1', role: 'agent' })

    const story = `/api/v1/stories/${await http().ctl.story({ title: 'First' })}`
    const echo = { story_title: 'First', ac_count: 0 }
    expect(await post(worker, `${story}/contract`, echo)).toMatchObject({ status: 422, body: { error: { code: 'key_without_agent' } } })
    await post(worker, '/api/v1/agents/register', { name: 'worker-1', agent_type: 'implementer' })

    const verdict = { summary: 'all there', review_type: 'enhanced' }
    const steps = [
      await post(worker, `${story}/contract`, echo),
      await post(worker, `${story}/claim`),
      await post(worker, `${story}/start`),
      await post(worker, `${story}/request-review`),
      await post(bootstrap, `${story}/report`),
      await post(bootstrap, `${story}/review-complete`, verdict),
      await post(orchestrator, `${story}/verify`, verdict),
    ]
    expect(steps.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 201, 200])
    expect(steps.at(-1)!.body.story).toMatchObject({ verified_status: 'verified' })
  })
})

describeHttp('requests that are too many', (http) => {
  it('are 429 with when to come again, in the headers and in the body (D9)', async () => {
    await http().send('PATCH /api/v1/tenants/me', { body: { settings: { rate_limit_requests_per_minute: 3 } } })
    http().ctl.pass(15_000)
    const asked = () => http().send('GET /api/v1/tenants/me', { as: 'implementer' })
    const standing = ({ status, headers }: Awaited<ReturnType<typeof asked>>) => [
      status,
      headers.get('x-ratelimit-limit'),
      headers.get('x-ratelimit-remaining'),
    ]
    const answers = [await asked(), await asked(), await asked()]
    expect(answers.map(standing)).toEqual(['2', '1', '0'].map((remaining) => [200, '3', remaining]))
    const refused = await asked()
    expect(standing(refused)).toEqual([429, '3', '0'])
    expect(refused.headers.get('retry-after')).toBe('45')
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.parse('2026-01-05T12:01:00Z') / 1000))
    expect(refused.body.error).toMatchObject({
      status: 429,
      message: 'Too many requests. Retry after 45 seconds.',
      retry_after_seconds: 45,
    })
  })

  it('are counted for all keys together as well, and never for a superadmin', async () => {
    const others = ['reviewer', 'orchestrator', 'unlinkedOrchestrator'] as const
    const statuses = []
    for (const as of others) for (const _ of [1, 2]) statuses.push((await http().send('GET /api/v1/routes', { as })).status)
    // Of nine for all keys, one went to the person and four to the agent before.
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
    for (const _ of [1, 2, 3, 4]) expect((await http().send('GET /api/v1/routes', { as: 'superadmin' })).status).toBe(200)
  })
})

describeHttp('whose people are shut out', (http) => {
  it('get 403 until they are let in again, while a superadmin still gets there', async () => {
    const { storage } = http().ctl.application
    const me = () => http().send('GET /api/v1/tenants/me', { as: 'strangerUser' })
    await setTenantStatus(storage, 'strangers', 'suspended')
    expect(await me()).toMatchObject({ status: 403, body: { error: { message: expect.stringMatching(/^Access denied/) } } })
    const headers = { 'x-impersonate-tenant': 'strangers' }
    const there = await http().send('GET /api/v1/tenants/me', { as: 'superadmin', headers })
    expect(there).toMatchObject({ status: 200, body: { tenant: { id: 'strangers', status: 'suspended' } } })
    await setTenantStatus(storage, 'strangers', 'active')
    expect((await me()).status).toBe(200)
  })
})

describeHttp('a superadmin in the place of others', (http) => {
  const there = { 'x-impersonate-tenant': 'local' }
  const asAgent = { ...there, 'x-effective-role': 'agent', 'x-effective-agent': 'implementer-local' }
  const claim = async (headers: Record<string, string>) => {
    const id = await http().ctl.storyAt('contracted')
    return { id, ...(await http().send(`POST /api/v1/stories/${id}/claim`, { as: 'superadmin', headers })) }
  }

  it('takes the role and the agent that are named, and can claim; the log names the superadmin', async () => {
    const { id, status, body } = await claim(asAgent)
    expect([status, body.story.assigned_agent_id]).toEqual([200, 'implementer-local'])
    const event = (await http().ctl.eventsOf(id)).at(-1)
    expect(event).toMatchObject({ type: 'story.status_changed', impersonated: { by: expect.any(String), role: 'agent' } })
    expect(event).not.toHaveProperty('key')
  })

  it('is a user unless said, and an agent only by name', async () => {
    expect((await claim(there)).status).toBe(403)
    const nobody = await claim({ ...there, 'x-effective-role': 'agent' })
    expect(nobody).toMatchObject({ status: 422, body: { error: { code: 'key_without_agent' } } })
    const made = await http().send('POST /api/v1/projects', { as: 'superadmin', headers: there, body: { name: 'P', slug: 'by-root' } })
    expect(made.status).toBe(201)
  })

  it('has no key there that could be given an agent', async () => {
    const headers = { ...there, 'x-effective-role': 'agent' }
    const body = { name: 'puppet', agent_type: 'implementer' }
    const answer = await http().send('POST /api/v1/agents/register', { as: 'superadmin', headers, body })
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'no_key' } } })
  })

  it.each(['nowhere', '../local'])('finds no place called %s', async (place) => {
    const answer = await http().send('GET /api/v1/tenants/me', { as: 'superadmin', headers: { 'x-impersonate-tenant': place } })
    expect(answer).toMatchObject({ status: 404, body: { error: { message: 'Tenant not found' } } })
  })

  it.each(['user', 'orchestrator', 'implementer'] as const)('is nobody else: from the key %s the headers mean nothing', async (as) => {
    const headers = { 'x-impersonate-tenant': 'strangers', 'x-effective-role': 'user' }
    const { body } = await http().send('GET /api/v1/tenants/me', { as, headers })
    expect(body.tenant.id).toBe('local')
  })
})
