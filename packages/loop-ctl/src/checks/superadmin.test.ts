import { beforeAll, expect, it } from 'vitest'
import { answerOf } from '../fixtures/command-line.ts'
import { describeHttp, type HttpCtl } from '../fixtures/http.ts'
import { threeTenants, trailOf } from '../fixtures/tenants.ts'

describeHttp("a superadmin whose key was made at the server's own machine", (http) => {
  let root: Record<string, string>
  beforeAll(async () => {
    await threeTenants(http())
    const { api_key } = await answerOf(http().ctl, ['admin', 'create-key', 'root'])
    root = { authorization: `Bearer ${api_key.raw_key}` }
  })
  const send = (request: Parameters<HttpCtl['send']>[0], more: Record<string, string> = {}, body?: object) =>
    http().send(request, { headers: { ...root, ...more }, body })
  const zeta = { 'x-impersonate-tenant': 'zeta' }

  it('50. finds the prefix of the key in lists and logs, and never the key itself', async () => {
    const lists = [await send('GET /api/v1/admin/audit?entity_type=api_key'), await http().send('GET /api/v1/api_keys')]
    expect(JSON.stringify(lists)).toContain('"root"')
    expect(JSON.stringify(lists)).not.toMatch(/lc_[\w-]{40}/)
  })

  it('51. can make no other superadmin over the network, in whosever place', async () => {
    const body = { name: 'more', role: 'superadmin' }
    for (const headers of [{}, zeta]) expect((await send('POST /api/v1/api_keys', headers, body)).status).toBe(403)
    expect((await send('POST /api/ops/admin_create_key', {}, { name: 'more' })).status).toBe(403)
  })

  it('51. has a key that nobody below can renew or revoke', async () => {
    const { data } = (await http().send('GET /api/v1/api_keys')).body
    const { id } = data.find(({ name }: { name: string }) => name === 'root')
    expect((await http().send(`DELETE /api/v1/api_keys/${id}`)).status).toBe(403)
    expect((await http().send(`POST /api/v1/api_keys/${id}/rotate`)).status).toBe(403)
    expect((await send('GET /api/v1/admin/stats')).status).toBe(200)
  })

  it('53. is not limited, at home or in the place of others', async () => {
    const limit = { settings: { rate_limit_requests_per_minute: 1 } }
    expect((await send('PATCH /api/v1/admin/tenants/zeta', {}, limit)).status).toBe(200)
    for (const headers of [{}, zeta, zeta, zeta]) {
      const answer = await send(headers === zeta ? 'GET /api/v1/projects' : 'GET /api/v1/admin/stats', headers)
      expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([200, null])
    }
  })

  it('55. works in the place of a tenant that is suspended, whose own key is 403', async () => {
    const { body } = await send('POST /api/v1/api_keys', zeta, { name: 'own', role: 'user' })
    const own = { headers: { authorization: `Bearer ${body.api_key.raw_key}` } }
    const refused = { status: 403, body: { error: { message: expect.stringMatching(/^Access denied/) } } }
    expect(await http().send('GET /api/v1/tenants/me', own)).toMatchObject(refused)
    expect((await send('GET /api/v1/projects', zeta)).body.data).toMatchObject([{ slug: 'work' }])
    await send('POST /api/v1/admin/tenants/zeta/activate')
    expect((await http().send('GET /api/v1/tenants/me', own)).status).toBe(200)
    await send('POST /api/v1/admin/tenants/zeta/suspend')
  })

  it('56. claims as an agent of theirs, and the log says who it was', async () => {
    const agentKey = (await send('POST /api/v1/api_keys', zeta, { name: 'worker', role: 'agent' })).body.api_key
    await send('POST /api/v1/admin/tenants/zeta/activate')
    const worker = { headers: { authorization: `Bearer ${agentKey.raw_key}` } }
    const { agent } = (
      await http().send('POST /api/v1/agents/register', { ...worker, body: { name: 'worker', agent_type: 'implementer' } })
    ).body
    await send('POST /api/v1/admin/tenants/zeta/suspend')
    const asAgent = { ...zeta, 'x-effective-role': 'agent', 'x-effective-agent': agent.id }
    const [{ id }] = (await send('GET /api/v1/stories/ready?project_id=work', zeta)).body.data
    await send(`POST /api/v1/stories/${id}/contract`, asAgent, { story_title: 'First', ac_count: 0 })
    const claimed = await send(`POST /api/v1/stories/${id}/claim`, asAgent)
    expect([claimed.status, claimed.body.story.assigned_agent_id]).toEqual([200, agent.id])
    const [row] = await trailOf(http(), 'zeta', `entity_id=${id}`)
    expect(row).toMatchObject({
      ...{ actor_type: 'superadmin', actor_label: 'superadmin:impersonating:zeta' },
      metadata: { impersonated_by: expect.any(String), impersonated_at: expect.any(String), effective_role: 'agent' },
    })
    expect((await send('GET /api/v1/admin/audit?tenant_id=zeta&action=status_changed')).body.data[0]).toMatchObject({
      ...row,
      tenant_slug: 'zeta',
    })
  })

  it('56. names a place that there is not: 404; at the addresses of superadmins the header means nothing', async () => {
    const nowhere = { 'x-impersonate-tenant': 'nowhere' }
    expect(await send('GET /api/v1/projects', nowhere)).toMatchObject({ status: 404, body: { error: { message: 'Tenant not found' } } })
    expect((await send('GET /api/v1/admin/tenants', nowhere)).status).toBe(200)
  })
})

describeHttp('every change of a superadmin leaves a row in the log of whom it was done to', (http) => {
  const changes = [
    ['PATCH /api/v1/admin/tenants/strangers', { settings: { max_projects: 3 } }, 'tenant_updated'],
    ['POST /api/v1/admin/tenants/strangers/suspend', {}, 'tenant_suspended'],
    ['POST /api/v1/admin/tenants/strangers/activate', {}, 'tenant_activated'],
  ] as const

  it.each(changes)('57. %s', async (request, body, action) => {
    expect((await http().send(request, { as: 'superadmin', body })).status).toBe(200)
    const [row] = await trailOf(http(), 'strangers')
    expect(row).toMatchObject({ action, entity_type: 'tenant', actor_type: 'superadmin', actor_label: 'superadmin:superadmin' })
    const own = (await http().send('GET /api/v1/audit?entity_type=tenant')).body.data
    expect(own).toEqual([])
  })
})
