import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

const hour = 3_600_000

describeHttp('rotate_api_key', (http) => {
  const made = async (more: object = {}) => {
    const body = { name: 'judge', role: 'orchestrator', agent_id: 'orchestrator-local', ...more }
    return (await http().send('POST /api/v1/api_keys', { body })).body.api_key
  }
  const rotate = (id: string, body: object = {}) => http().send(`POST /api/v1/api_keys/${id}/rotate`, { body })
  const statusOf = async (raw_key: string) =>
    (await http().send('GET /api/v1/tenants/me', { headers: { authorization: `Bearer ${raw_key}` } })).status

  it('makes a key like the old one; both work for the time of grace', async () => {
    const old = await made()
    const start = http().ctl.application.clock().getTime()
    const { status, body } = await rotate(old.id, { grace_period_hours: 2 })
    expect(status).toBe(201)
    expect(body.new_key).toMatchObject({ name: 'judge', role: 'orchestrator', agent_id: 'orchestrator-local' })
    expect(body.old_key_expires_at).toBe(new Date(start + 2 * hour).toISOString())
    expect([await statusOf(old.raw_key), await statusOf(body.new_key.raw_key)]).toEqual([200, 200])
    http().ctl.pass(2 * hour)
    expect([await statusOf(old.raw_key), await statusOf(body.new_key.raw_key)]).toEqual([401, 200])
    const events = await http().ctl.eventsOf(old.id)
    expect(events.at(-1)).toMatchObject({ type: 'key.rotated', before: { expires_at: null }, after: { replaced_by: body.new_key.id } })
    expect(JSON.stringify(events)).not.toContain(body.new_key.raw_key)
  })

  it('gives a day of grace unless said, and never lengthens a life', async () => {
    const start = http().ctl.application.clock().getTime()
    const day = new Date(start + 24 * hour).toISOString()
    const soon = new Date(start + hour).toISOString()
    expect((await rotate((await made()).id)).body.old_key_expires_at).toBe(day)
    expect((await rotate((await made({ expires_at: soon })).id)).body.old_key_expires_at).toBe(soon)
  })

  it('refuses a key that is over, and one that was replaced', async () => {
    const { id } = await made()
    await http().send(`DELETE /api/v1/api_keys/${id}`)
    expect(await rotate(id)).toMatchObject({ status: 422, body: { error: { details: { api_key: ['was revoked'] } } } })
    const expired = await made({ expires_at: '2020-01-01T00:00:00Z' })
    expect(await rotate(expired.id)).toMatchObject({ status: 422, body: { error: { details: { api_key: ['has expired'] } } } })
    const replaced = await made()
    await rotate(replaced.id)
    expect(await rotate(replaced.id)).toMatchObject({ status: 409, body: { error: { code: 'key_replaced' } } })
  })

  it('refuses a grace of more than a week', async () => {
    const { id } = await made()
    expect((await rotate(id, { grace_period_hours: 169 })).status).toBe(422)
    expect((await rotate(id, { grace_period_hours: 168 })).status).toBe(201)
  })

  it('finds no key that is not there', async () => {
    expect((await rotate('nothing')).status).toBe(404)
  })
})
