import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { trailOf } from '../../fixtures/tenants.ts'

describeHttp('admin_create_tenant', (http) => {
  const create = (body: object, as: 'superadmin' | 'user' = 'superadmin') => http().send('POST /api/ops/admin_create_tenant', { as, body })

  it('makes a tenant whose first key opens it, and shows that key this once', async () => {
    const { status, body } = await create({ name: 'Acme', slug: 'acme', email: 'us@acme.example' })
    expect([status, body]).toMatchObject([
      201,
      {
        tenant: { id: 'acme', name: 'Acme', email: 'us@acme.example', status: 'active', api_key_count: 1 },
        api_key: { role: 'user', raw_key: expect.stringMatching(/^lc_/) },
      },
    ])
    const headers = { authorization: `Bearer ${body.api_key.raw_key}` }
    expect((await http().send('GET /api/v1/tenants/me', { headers })).body.tenant).toMatchObject({ id: 'acme' })
    const trail = await trailOf(http(), 'acme')
    expect(trail.map(({ entity_type, action }: Record<string, string>) => `${entity_type} ${action}`)).toEqual([
      'api_key created',
      'tenant tenant_created',
    ])
    expect(JSON.stringify(trail)).not.toContain(body.api_key.raw_key)
  })

  it.each(['strangers', 'local'])('leaves the slug %s to whom it belongs', async (slug) => {
    expect(await create({ name: 'Mine', slug })).toMatchObject({
      status: 422,
      body: { error: { code: 'slug_taken', details: { slug: ['has already been taken'] } } },
    })
  })

  it('leaves an address to whom it belongs, in whatever letters', async () => {
    await create({ name: 'First', slug: 'first', email: 'one@example.org' })
    expect(await create({ name: 'Second', slug: 'second', email: 'ONE@example.org' })).toMatchObject({
      status: 422,
      body: { error: { code: 'email_taken', details: { email: ['has already been taken'] } } },
    })
  })

  it.each([{ name: ' ', slug: 'blank' }, { name: 'X', slug: 'No!' }, { name: 'X', slug: 'xy', email: 'nobody' }, { slug: 'xy' }])(
    'refuses %j',
    async (body) => {
      expect((await create(body)).status).toBe(422)
    },
  )

  it('is for superadmins alone', async () => {
    expect((await create({ name: 'Mine', slug: 'mine' }, 'user')).status).toBe(403)
  })
})
