import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'

describeHttp('create_api_key', (http) => {
  const create = (body: unknown, as: KeyName = 'user') => http().send('POST /api/v1/api_keys', { as, body })
  const whoIs = (raw_key: string) => http().send('GET /api/v1/tenants/me', { headers: { authorization: `Bearer ${raw_key}` } })

  it('shows the key this once, and it works', async () => {
    const { status, body } = await create({ name: 'worker', role: 'agent' })
    const { raw_key, ...shown } = body.api_key
    expect(status).toBe(201)
    expect(raw_key).toMatch(/^lc_[\w-]{40}$/)
    expect(shown).toEqual({
      id: expect.any(String),
      name: 'worker',
      key_prefix: raw_key.slice(0, 8),
      role: 'agent',
      agent_id: null,
      expires_at: null,
      inserted_at: expect.any(String),
    })
    expect((await whoIs(raw_key)).body.tenant.current_key).toMatchObject({ id: shown.id, role: 'agent' })
    const list = await http().send('GET /api/v1/api_keys')
    expect(JSON.stringify([list.body, await http().ctl.eventsOf(shown.id)])).not.toContain(raw_key)
  })

  it('makes a key for an agent that there is, and says so in the log', async () => {
    const { body } = await create({ name: 'judge', role: 'orchestrator', agent_id: 'orchestrator-local' })
    expect(body.api_key.agent_id).toBe('orchestrator-local')
    expect(await http().ctl.eventsOf(body.api_key.id)).toMatchObject([
      { type: 'key.created', after: { role: 'orchestrator', agent_id: 'orchestrator-local', expires_at: null } },
    ])
  })

  it('makes no key for an agent of somebody else', async () => {
    const { body } = await http().send('GET /api/v1/agents', { as: 'strangerUser' })
    const foreign = await create({ name: 'spy', role: 'agent', agent_id: body.data[0].id })
    expect(foreign).toMatchObject({ status: 422, body: { error: { code: 'agent_not_found' } } })
    expect(foreign.body).toEqual((await create({ name: 'spy', role: 'agent', agent_id: 'nobody' })).body)
  })

  it.each([
    ['no name', { role: 'agent' }, 'name'],
    ['a blank name', { name: ' ', role: 'agent' }, 'name'],
    ['a role that there is not', { name: 'x', role: 'king' }, 'role'],
    ['an end that is no time', { name: 'x', role: 'agent', expires_at: 'soon' }, 'expires_at'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await create(body)
    expect(answer).toMatchObject({ status: 422, body: { error: { details: { [field]: [expect.any(String)] } } } })
  })

  it('makes a key that ends by itself: from then on it is 401 like any other unknown one', async () => {
    const end = new Date(http().ctl.application.clock().getTime() + 60_000)
    const { body } = await create({ name: 'short', role: 'user', expires_at: end.toISOString().replace('Z', '+00:00') })
    expect(body.api_key.expires_at).toBe(end.toISOString())
    expect((await whoIs(body.api_key.raw_key)).status).toBe(200)
    http().ctl.pass(60_000)
    const over = await whoIs(body.api_key.raw_key)
    expect(over).toMatchObject({ status: 401, body: { error: { message: expect.stringMatching(/^Invalid API key/) } } })
  })

  it.each(['implementer', 'orchestrator', 'superadmin'] as const)('is not for the key %s', async (as) => {
    expect((await create({ name: 'x', role: 'agent' }, as)).status).toBe(403)
  })
})
