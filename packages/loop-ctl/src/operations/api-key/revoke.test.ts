import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('revoke_api_key', (http) => {
  const made = async () => (await http().send('POST /api/v1/api_keys', { body: { name: 'mine', role: 'agent' } })).body.api_key

  it('ends a key at once, for good and once', async () => {
    const { id, raw_key, key_prefix } = await made()
    const headers = { authorization: `Bearer ${raw_key}` }
    expect((await http().send('GET /api/v1/tenants/me', { headers })).status).toBe(200)
    const first = await http().send(`DELETE /api/v1/api_keys/${id}`)
    const revoked_at = expect.any(String)
    expect(first).toMatchObject({ status: 200, body: { api_key: { id, name: 'mine', key_prefix, role: 'agent', revoked_at } } })
    const refused = await http().send('GET /api/v1/tenants/me', { headers })
    expect(refused).toMatchObject({ status: 401, body: { error: { message: expect.stringMatching(/^Invalid API key/) } } })
    http().ctl.pass(1_000)
    expect((await http().send(`DELETE /api/v1/api_keys/${id}`)).body).toEqual(first.body)
    expect((await http().ctl.eventsOf(id)).map(({ type }) => type)).toEqual(['key.created', 'key.revoked'])
  })

  it('does not find what is not there', async () => {
    const answer = await http().send('DELETE /api/v1/api_keys/nothing')
    expect(answer).toMatchObject({ status: 404, body: { error: { message: 'Not found', code: 'api_key_not_found' } } })
  })

  it('leaves the keys of superadmins to superadmins', async () => {
    const { body } = await http().send('GET /api/v1/api_keys')
    const { id } = body.data.find(({ role }: { role: string }) => role === 'superadmin')
    expect((await http().send(`DELETE /api/v1/api_keys/${id}`)).status).toBe(403)
  })

  it('is for people alone', async () => {
    const { id } = await made()
    expect((await http().send(`DELETE /api/v1/api_keys/${id}`, { as: 'orchestrator' })).status).toBe(403)
  })
})
