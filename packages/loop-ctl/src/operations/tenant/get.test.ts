import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('get_tenant', (http) => {
  it('shows whose stories these are, and the key that is calling', async () => {
    const { status, body } = await http().send('GET /api/v1/tenants/me', { as: 'strangerAgent' })
    expect(status).toBe(200)
    expect(body.tenant).toEqual({
      id: 'strangers',
      name: 'Strangers',
      slug: 'strangers',
      email: null,
      settings: {},
      status: 'active',
      token_data_retention_days: null,
      default_story_budget_millicents: null,
      inserted_at: '2026-01-05T12:00:00.000Z',
      updated_at: '2026-01-05T12:00:00.000Z',
      current_key: {
        id: expect.any(String),
        role: 'agent',
        key_prefix: http().keys.strangerAgent.slice(0, 8),
        agent_id: expect.any(String),
      },
    })
  })

  it('has no key to show to somebody on their own machine', async () => {
    const { tenant } = await http().ctl.call('get_tenant', {}, { as: { ...agents.orchestrator, key: undefined } })
    expect(tenant).toMatchObject({ id: 'local', current_key: null })
  })

  it('asks a superadmin which one is meant', async () => {
    const { status, body } = await http().send('GET /api/v1/tenants/me', { as: 'superadmin' })
    expect([status, body.error.code]).toEqual([400, 'no_tenant'])
    const headers = { 'x-impersonate-tenant': 'strangers' }
    const there = await http().send('GET /api/v1/tenants/me', { as: 'superadmin', headers })
    expect(there).toMatchObject({ status: 200, body: { tenant: { id: 'strangers', current_key: null } } })
  })
})
