import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('list_api_keys', (http) => {
  it('shows the keys there are, newest first, without the keys themselves', async () => {
    http().ctl.pass(1_000)
    const made = (await http().send('POST /api/v1/api_keys', { body: { name: 'newest', role: 'agent' } })).body.api_key
    const { status, body } = await http().send('GET /api/v1/api_keys')
    expect(status).toBe(200)
    expect(body.api_keys[0]).toEqual({
      id: made.id,
      name: 'newest',
      key_prefix: made.key_prefix,
      role: 'agent',
      agent_id: null,
      last_used_at: null,
      expires_at: null,
      revoked_at: null,
      inserted_at: made.inserted_at,
    })
    expect(body.data).toEqual(body.api_keys)
    expect(body.meta).toEqual({ page: 1, page_size: 100, total_count: body.data.length, total_pages: 1 })
    for (const key of Object.values(http().keys)) expect(JSON.stringify(body)).not.toContain(key)
  })

  it('leaves out those that were revoked, unless they are asked for', async () => {
    const { id } = (await http().send('POST /api/v1/api_keys', { body: { name: 'gone', role: 'agent' } })).body.api_key
    await http().send(`DELETE /api/v1/api_keys/${id}`)
    const listed = async (query: string) => (await http().send(`GET /api/v1/api_keys${query}`)).body
    const has = ({ data }: { data: { id: string }[] }) => data.some((key) => key.id === id)
    const [live, all] = [await listed(''), await listed('?include_revoked=true')]
    expect([has(live), has(all), has(await listed('?include_revoked=perhaps'))]).toEqual([false, true, false])
    expect(all.meta.total_count).toBe(live.meta.total_count + 1)
  })

  it('comes in pages', async () => {
    const { body } = await http().send('GET /api/v1/api_keys?page=2&limit=1', { as: 'strangerUser' })
    expect(body.data).toHaveLength(1)
    expect(body.meta).toEqual({ page: 2, page_size: 1, total_count: 3, total_pages: 3 })
  })
})
