import { beforeAll, expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { threeTenants, trailOf } from '../../fixtures/tenants.ts'

describeHttp('admin_suspend_tenant', (http) => {
  beforeAll(() => threeTenants(http()))
  const suspend = (id: string) => http().send(`POST /api/v1/admin/tenants/${id}/suspend`, { as: 'superadmin' })
  const enter = () => http().send('GET /api/v1/tenants/me', { as: 'strangerUser' })

  it('lets nobody in any more, and tells the own log of the tenant who did it', async () => {
    expect((await enter()).status).toBe(200)
    expect(await suspend('strangers')).toMatchObject({ status: 200, body: { tenant: { id: 'strangers', status: 'suspended' } } })
    expect(await enter()).toMatchObject({ status: 403, body: { error: { code: 'tenant_suspended' } } })
    expect(await trailOf(http(), 'strangers', 'action=tenant_suspended')).toMatchObject([
      {
        ...{ entity_type: 'tenant', entity_id: 'strangers', actor_type: 'superadmin', actor_label: 'superadmin:superadmin' },
        ...{ old_state: { status: 'active' }, new_state: { status: 'suspended' }, metadata: {} },
      },
    ])
  })

  it('is refused where it is so already, and then changes nothing', async () => {
    const before = (await trailOf(http(), 'zeta')).length
    expect(await suspend('zeta')).toMatchObject({
      status: 422,
      body: { error: { message: 'Tenant is already suspended', code: 'already_suspended', hints: [expect.any(String)] } },
    })
    expect(await trailOf(http(), 'zeta')).toHaveLength(before)
    expect((await suspend('nowhere')).status).toBe(404)
  })

  it('has one winner of many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => suspend('empty')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422])
    expect(await trailOf(http(), 'empty', 'action=tenant_suspended')).toHaveLength(1)
  })

  it('locks no superadmin out, wherever their key is kept', async () => {
    expect((await suspend('local')).status).toBe(200)
    expect((await http().send('GET /api/v1/tenants/me')).status).toBe(403)
    expect((await http().send('POST /api/v1/admin/tenants/local/activate', { as: 'superadmin' })).status).toBe(200)
    expect((await http().send('GET /api/v1/tenants/me')).status).toBe(200)
  })

  it('is for superadmins alone', async () => {
    expect((await http().send('POST /api/v1/admin/tenants/acme/suspend')).status).toBe(403)
  })
})
