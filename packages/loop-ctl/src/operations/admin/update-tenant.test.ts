import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { trailOf } from '../../fixtures/tenants.ts'

describeHttp('admin_update_tenant', (http) => {
  const patch = (body: unknown, id = 'strangers') => http().send(`PATCH /api/v1/admin/tenants/${id}`, { as: 'superadmin', body })
  const changes = () => trailOf(http(), 'strangers', 'action=tenant_updated')

  it('changes what is named and keeps the rest, and tells the log which fields', async () => {
    await patch({ settings: { max_projects: 7, motto: 'x' } })
    const { status, body } = await patch({ name: 'Guests', email: 'us@example.org', settings: { max_projects: 8 } })
    expect([status, body.tenant]).toMatchObject([
      200,
      { id: 'strangers', slug: 'strangers', name: 'Guests', email: 'us@example.org', settings: { max_projects: 8, motto: 'x' } },
    ])
    const [row] = await changes()
    expect(row).toMatchObject({
      ...{ actor_type: 'superadmin', old_state: { 'settings.max_projects': 7 }, new_state: { 'settings.max_projects': 8 } },
      metadata: { changed: ['name', 'email', 'settings.max_projects'] },
    })
    expect(JSON.stringify(row)).not.toContain('example.org')
    expect((await http().send('GET /api/v1/tenants/me', { as: 'strangerUser' })).body.tenant.name).toBe('Guests')
  })

  it('changes the status, and says nothing where that is so already', async () => {
    expect((await patch({ status: 'deactivated' })).body.tenant.status).toBe('deactivated')
    const [row, ...others] = await changes()
    expect(row).toMatchObject({ old_state: { status: 'active' }, new_state: { status: 'deactivated' } })
    await patch({ status: 'deactivated' })
    expect(await changes()).toHaveLength(others.length + 1)
    await patch({ status: 'active' })
  })

  it.each([
    ['a status that there is not', { status: 'sleeping' }, 'status'],
    ['settings that are a list', { settings: [1] }, 'settings'],
    ['a retention below 30 days', { settings: { token_data_retention_days: 1 } }, 'settings.token_data_retention_days'],
    ['settings that are too much', { status: 'suspended', settings: { motto: 'x'.repeat(17_000) } }, 'settings'],
    ['a blank name', { name: ' ' }, 'name'],
  ])('refuses %s and changes nothing', async (_, body, field) => {
    const before = (await http().send('GET /api/v1/admin/tenants/strangers', { as: 'superadmin' })).body
    const answer = await patch(body)
    expect(answer).toMatchObject({ status: 422, body: { error: { message: 'Validation failed' } } })
    expect(Object.keys(answer.body.error.details)).toEqual([field])
    expect((await http().send('GET /api/v1/admin/tenants/strangers', { as: 'superadmin' })).body).toEqual(before)
  })

  it('finds none that is not there, and is for superadmins alone', async () => {
    expect((await patch({ name: 'X' }, 'nowhere')).status).toBe(404)
    expect((await http().send('PATCH /api/v1/admin/tenants/strangers', { as: 'strangerUser', body: { name: 'X' } })).status).toBe(403)
  })
})
