import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('register_tenant', (http) => {
  it('is gone, and says where keys come from', async () => {
    const answer = await http().send('POST /api/v1/tenants/register', { as: 'nobody', body: { name: 'New', slug: 'new' } })
    expect(answer).toMatchObject({
      status: 404,
      body: {
        error: { code: 'registration_closed', message: 'CLI-based registration is no longer supported', hints: [expect.any(String)] },
      },
    })
  })
})
