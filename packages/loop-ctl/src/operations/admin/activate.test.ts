import { setTenantStatus } from 'loop-core/accounts'
import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { trailOf } from '../../fixtures/tenants.ts'

describeHttp('admin_activate_tenant', (http) => {
  const activate = () => http().send('POST /api/v1/admin/tenants/strangers/activate', { as: 'superadmin' })

  it.each(['suspended', 'deactivated'] as const)('lets the people of one that is %s in again', async (status) => {
    await setTenantStatus(http().ctl.application.storage, 'strangers', status)
    expect((await http().send('GET /api/v1/tenants/me', { as: 'strangerUser' })).status).toBe(403)
    expect(await activate()).toMatchObject({ status: 200, body: { tenant: { status: 'active' } } })
    expect((await http().send('GET /api/v1/tenants/me', { as: 'strangerUser' })).status).toBe(200)
    const [row] = await trailOf(http(), 'strangers', 'action=tenant_activated&actor_type=superadmin')
    expect(row).toMatchObject({ old_state: { status }, new_state: { status: 'active' } })
  })

  it('is refused where it is so already', async () => {
    expect(await activate()).toMatchObject({ status: 422, body: { error: { message: 'Tenant is already active' } } })
    expect((await http().send('POST /api/v1/admin/tenants/strangers/activate', { as: 'strangerUser' })).status).toBe(403)
  })
})
