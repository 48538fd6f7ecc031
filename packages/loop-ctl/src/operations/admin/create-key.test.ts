import type { Actor } from 'loop-core'
import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

/** Whoever types at the server's own machine. */
const here: Actor = { tenant: 'local', role: 'superadmin', member: { id: 'owner', name: 'Owner' } }

describeHttp('admin_create_key', (http) => {
  it('makes the key of a superadmin, who is not limited and is kept in no tenant', async () => {
    const { api_key } = await http().ctl.call('admin_create_key', { name: 'root' }, { as: here })
    expect(api_key).toMatchObject({ name: 'root', role: 'superadmin', raw_key: expect.stringMatching(/^lc_/) })
    const headers = { authorization: `Bearer ${api_key.raw_key}` }
    const answer = await http().send('GET /api/v1/admin/tenants', { headers })
    expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([200, null])
    expect((await http().send('GET /api/v1/tenants/me', { headers })).body.error.code).toBe('no_tenant')
    const [row] = (await http().send(`GET /api/v1/audit?entity_id=${api_key.id}`)).body.data
    expect(row).toMatchObject({ action: 'created', actor_label: 'superadmin:Owner', new_state: { role: 'superadmin' } })
    expect(JSON.stringify(row)).not.toContain(api_key.raw_key)
  })

  it.each(['superadmin', 'user'] as const)('51. is refused over the network, also to a key of the role %s', async (as) => {
    const answer = await http().send('POST /api/ops/admin_create_key', { as, body: { name: 'another' } })
    expect(answer).toMatchObject({ status: 403, body: { error: { message: expect.stringMatching(/^Forbidden/) } } })
  })
})
