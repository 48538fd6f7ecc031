import { issueKey, setTenantStatus } from 'loop-core/accounts'
import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../fixtures/http.ts'

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

describeHttp('keys', (http) => {
  const create = async (body: object = { name: 'worker', role: 'agent' }, as: KeyName = 'user') =>
    http().send('POST /api/v1/api_keys', { as, body })
  const made = async (body?: object) => (await create(body)).body.api_key
  const enter = (raw_key: string) => http().send('GET /api/v1/tenants/me', { headers: bearer(raw_key) })
  const refused = { status: 401, body: { error: { status: 401, message: expect.stringMatching(/^Invalid API key/) } } }

  it('50. a key is shown once; afterwards there is its prefix, in lists as in the audit trail', async () => {
    const { status, body } = await create()
    const { id, raw_key, key_prefix } = body.api_key
    expect([status, key_prefix]).toEqual([201, raw_key.slice(0, 8)])
    expect(raw_key).toMatch(/^lc_[\w-]{40}$/)
    expect((await enter(raw_key)).body.tenant.current_key).toMatchObject({ id, key_prefix, role: 'agent' })
    const list = (await http().send('GET /api/v1/api_keys?include_revoked=true')).body
    expect(list.api_keys.find((key: { id: string }) => key.id === id)).toMatchObject({ key_prefix, name: 'worker', role: 'agent' })
    const trail = (await http().send('GET /api/v1/audit?entity_type=api_key')).body
    expect(trail.data.map((row: { entity_id: string }) => row.entity_id)).toContain(id)
    expect(JSON.stringify([list, trail])).not.toMatch(/lc_[\w-]{40}/)
  })

  it('50. a key that was revoked is 401 from then on', async () => {
    const { id, raw_key } = await made()
    expect((await enter(raw_key)).status).toBe(200)
    const answer = await http().send(`DELETE /api/v1/api_keys/${id}`)
    expect(answer).toMatchObject({ status: 200, body: { api_key: { id, revoked_at: expect.any(String) } } })
    expect(await enter(raw_key)).toMatchObject(refused)
  })

  it('50. a key that has expired is 401 from then on', async () => {
    const expires_at = new Date(http().ctl.application.clock().getTime() + 1_000).toISOString()
    const { raw_key } = await made({ name: 'short', role: 'user', expires_at })
    expect((await enter(raw_key)).status).toBe(200)
    http().ctl.pass(1_000)
    expect(await enter(raw_key)).toMatchObject(refused)
  })

  it('50. a key that is replaced works beside the new one until the grace is over', async () => {
    const old = await made({ name: 'judge', role: 'orchestrator', agent_id: 'orchestrator-local' })
    const { status, body } = await http().send(`POST /api/v1/api_keys/${old.id}/rotate`, { body: { grace_period_hours: 1 } })
    expect([status, body.new_key]).toMatchObject([201, { name: 'judge', role: 'orchestrator', agent_id: 'orchestrator-local' }])
    const statuses = async () => [(await enter(old.raw_key)).status, (await enter(body.new_key.raw_key)).status]
    expect(await statuses()).toEqual([200, 200])
    http().ctl.pass(3_600_000 - 1)
    expect(await statuses()).toEqual([200, 200])
    http().ctl.pass(1)
    expect(await statuses()).toEqual([401, 200])
  })

  it('51. nobody makes the key of a superadmin: 403', async () => {
    const answer = await create({ name: 'root', role: 'superadmin' })
    expect(answer).toMatchObject({ status: 403, body: { error: { status: 403, message: expect.stringMatching(/^Forbidden/) } } })
  })

  it('51. the key after the hundredth is 422, those that were revoked not counted', async () => {
    const { storage, clock } = http().ctl.application
    const tenant = 'strangers'
    await storage.transaction(tenant, 'write', async (db) => {
      for (let count = 4; count <= 100; count++) await issueKey(db, { tenant, name: `key ${count}`, role: 'agent' }, clock())
    })
    const more = () => create({ name: 'one more', role: 'agent' }, 'strangerUser')
    expect(await more()).toMatchObject({
      status: 422,
      body: { error: { message: 'API key limit reached (max: 100)', code: 'limit_reached' } },
    })
    const { body } = await http().send('GET /api/v1/api_keys', { as: 'strangerUser' })
    const victim = body.data.find(({ name }: { name: string }) => name === 'key 50')
    await http().send(`DELETE /api/v1/api_keys/${victim.id}`, { as: 'strangerUser' })
    expect((await more()).status).toBe(201)
  })

  const register = (raw_key: string, name: string) =>
    http().send('POST /api/v1/agents/register', { headers: bearer(raw_key), body: { name, agent_type: 'implementer' } })

  it('52. a key registers one agent, for good: the second time is 409, and makes none', async () => {
    const { raw_key } = await made()
    expect((await register(raw_key, 'only')).status).toBe(201)
    for (const name of ['only', 'another']) {
      const again = await register(raw_key, name)
      expect(again).toMatchObject({ status: 409, body: { error: { status: 409, code: 'agent_already_registered' } } })
    }
    const { data } = (await http().send('GET /api/v1/agents?page_size=100')).body
    const names = data.map(({ name }: { name: string }) => name)
    expect([names.filter((name: string) => name === 'only').length, names.includes('another')]).toEqual([1, false])
  })

  it('52. a name that another agent has is 422, and the key stays free', async () => {
    const [first, second] = [await made(), await made()]
    await register(first.raw_key, 'taken')
    const { status, body } = await register(second.raw_key, 'taken')
    expect([status, body.error.details]).toEqual([422, { name: ['has already been taken for this tenant'] }])
    expect((await register(second.raw_key, 'free')).status).toBe(201)
  })
})

describeHttp('requests that are too many', (http) => {
  it('53. are 429 with when to come again, in the headers and in the body (D9)', async () => {
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

  it('53. are counted for all keys together as well, three times as many, and never for a superadmin', async () => {
    const others = ['reviewer', 'orchestrator', 'unlinkedOrchestrator'] as const
    const statuses = []
    for (const as of others) for (const _ of [1, 2]) statuses.push((await http().send('GET /api/v1/routes', { as })).status)
    // Of nine for all keys, one went to the person and four to the agent before.
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
    for (const _ of [1, 2, 3, 4]) expect((await http().send('GET /api/v1/routes', { as: 'superadmin' })).status).toBe(200)
  })
})

describeHttp('whose people are shut out', (http) => {
  it('55. get 403 until they are let in again, while a superadmin still gets there', async () => {
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

  it('56. takes the role and the agent that are named, and can claim; the audit trail names the superadmin', async () => {
    const { id, status, body } = await claim(asAgent)
    expect([status, body.story.assigned_agent_id]).toEqual([200, 'implementer-local'])
    const trail = await http().send(`GET /api/v1/audit?entity_id=${id}&page_size=1`)
    expect(trail.body.data).toMatchObject([
      {
        ...{ action: 'status_changed', new_state: { agent_status: 'assigned' } },
        ...{ actor_type: 'superadmin', actor_label: 'superadmin:impersonating:local' },
        metadata: { impersonated_by: expect.any(String), impersonated_at: expect.any(String), effective_role: 'agent' },
      },
    ])
    expect((await http().ctl.eventsOf(id)).at(-1)).not.toHaveProperty('key')
  })

  it('56. is a user unless said, and an agent only by name', async () => {
    expect((await claim(there)).status).toBe(403)
    const nobody = await claim({ ...there, 'x-effective-role': 'agent' })
    expect(nobody).toMatchObject({ status: 422, body: { error: { code: 'key_without_agent' } } })
    const made = await http().send('POST /api/v1/projects', { as: 'superadmin', headers: there, body: { name: 'P', slug: 'by-root' } })
    expect(made.status).toBe(201)
  })

  it.each(['nowhere', '../local', '00000000-0000-4000-8000-000000000000'])('56. finds no place called %s: 404', async (place) => {
    const answer = await http().send('GET /api/v1/tenants/me', { as: 'superadmin', headers: { 'x-impersonate-tenant': place } })
    expect(answer).toMatchObject({ status: 404, body: { error: { status: 404, message: 'Tenant not found' } } })
  })

  it.each(['user', 'orchestrator', 'implementer'] as const)('56. is nobody else: from the key %s the headers mean nothing', async (as) => {
    const headers = { 'x-impersonate-tenant': 'strangers', 'x-effective-role': 'user' }
    const { status, body } = await http().send('GET /api/v1/tenants/me', { as, headers })
    expect([status, body.tenant.id]).toEqual([200, 'local'])
  })
})
