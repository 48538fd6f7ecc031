import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'

const path = 'PATCH /api/v1/tenants/me'

describeHttp('update_tenant', (http) => {
  const patch = (body: unknown, as: KeyName = 'user') => http().send(path, { as, body })
  const changes = async () => (await http().ctl.eventsOf('local')).filter(({ type }) => type === 'tenant.tenant_updated')

  it('changes what is named and keeps the rest, settings one by one', async () => {
    await patch({ name: 'Ours', email: 'us@example.org', settings: { max_projects: 7, theme: { dark: true } } })
    const { status, body } = await patch({ settings: { max_projects: 8 }, token_data_retention_days: 30 })
    expect(status).toBe(200)
    expect(body.tenant).toMatchObject({
      id: 'local',
      name: 'Ours',
      email: 'us@example.org',
      settings: { max_projects: 8, theme: { dark: true } },
      token_data_retention_days: 30,
    })
    expect((await http().send('GET /api/v1/tenants/me')).body.tenant).toMatchObject(body.tenant)
  })

  it('leaves status and slug alone', async () => {
    const { status, body } = await patch({ status: 'suspended', slug: 'elsewhere', id: 'elsewhere' })
    expect([status, body.tenant.status, body.tenant.slug]).toEqual([200, 'active', 'local'])
  })

  it.each([
    ['a retention below 30 days', { token_data_retention_days: 29 }, 'token_data_retention_days'],
    ['the same among the settings', { settings: { token_data_retention_days: 29 } }, 'settings.token_data_retention_days'],
    ['a budget of nothing', { default_story_budget_millicents: 0 }, 'default_story_budget_millicents'],
    ['a switch that is no boolean', { settings: { knowledge_auto_extract: 'yes' } }, 'settings.knowledge_auto_extract'],
    ['settings that are a list', { settings: [1] }, 'settings'],
    ['settings whose names are sentences', { settings: { 'a b': 1 } }, 'settings'],
    ['an address that is none', { email: 'nobody' }, 'email'],
    ['a blank name', { name: ' ' }, 'name'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await patch(body)
    expect(answer).toMatchObject({ status: 422, body: { error: { message: 'Validation failed' } } })
    expect(Object.keys(answer.body.error.details)).toEqual([field])
  })

  it('refuses settings that are too much together, and keeps those that were there', async () => {
    const half = 'x'.repeat(9_000)
    expect((await patch({ settings: { first: half } }, 'strangerUser')).status).toBe(200)
    expect((await patch({ settings: { second: half } }, 'strangerUser')).status).toBe(422)
    const { body } = await http().send('GET /api/v1/tenants/me', { as: 'strangerUser' })
    expect(Object.keys(body.tenant.settings)).toEqual(['first'])
  })

  it('keeps a number that makes no sense, which then counts as not set', async () => {
    const { status, headers } = await patch({ settings: { rate_limit_requests_per_minute: 'many' } })
    expect(status).toBe(200)
    expect(headers.get('x-ratelimit-limit')).toBe('300')
  })

  it('tells the log which fields changed, with their values only where these are numbers or switches', async () => {
    await patch({ email: 'old@example.org', settings: { max_webhooks: 1 } })
    const before = (await changes()).length
    await patch({ email: 'new@example.org', settings: { max_webhooks: 2, motto: 'secret' } })
    await patch({ email: 'new@example.org' })
    const [event, ...others] = (await changes()).slice(before)
    expect(others).toEqual([])
    expect(event).toMatchObject({
      before: { 'settings.max_webhooks': 1 },
      after: { 'settings.max_webhooks': 2 },
      details: { changed: ['email', 'settings.max_webhooks', 'settings.motto'] },
    })
    expect(JSON.stringify(event)).not.toMatch(/example|"secret"/)
  })

  it.each(['implementer', 'orchestrator'] as const)('is not for the key %s', async (as) => {
    expect((await patch({ name: 'Mine' }, as)).status).toBe(403)
  })

  it('asks a superadmin which one is meant', async () => {
    expect((await patch({ name: 'All' }, 'superadmin')).status).toBe(400)
  })
})
