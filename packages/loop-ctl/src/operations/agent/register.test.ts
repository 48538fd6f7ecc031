import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp, type HttpCtl } from '../../fixtures/http.ts'

/** The header of a fresh key. */
async function freshKey({ send }: HttpCtl, role = 'agent') {
  const { body } = await send('POST /api/v1/api_keys', { body: { name: 'fresh', role } })
  return { authorization: `Bearer ${body.api_key.raw_key}` }
}

describeHttp('register_agent', (http) => {
  const register = (headers: Record<string, string>, body: object) => http().send('POST /api/v1/agents/register', { headers, body })

  it('gives a key an agent of its own, and tells those who listen', async () => {
    const headers = await freshKey(http())
    const { status, body } = await register(headers, { name: 'worker-1', agent_type: 'implementer', metadata: { model: 'm' } })
    expect(status).toBe(201)
    expect(body.agent).toEqual({
      id: expect.any(String),
      name: 'worker-1',
      agent_type: 'implementer',
      status: 'active',
      last_seen_at: null,
      metadata: { model: 'm' },
      inserted_at: expect.any(String),
      updated_at: expect.any(String),
    })
    const me = await http().send('GET /api/v1/tenants/me', { headers })
    expect(me.body.tenant.current_key.agent_id).toBe(body.agent.id)
    const details = { agent_id: body.agent.id, agent_name: 'worker-1', agent_type: 'implementer' }
    expect(await http().ctl.eventsOf(body.agent.id)).toMatchObject([{ type: 'agent.registered', details }])
  })

  it('has one winner where one key is registered twice at the same time, and leaves no agent of the other', async () => {
    const headers = await freshKey(http())
    const both = ['twin-a', 'twin-b'].map((name) => register(headers, { name, agent_type: 'implementer' }))
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([201, 409])
    const { body } = await http().send('GET /api/v1/agents?page_size=100')
    expect(body.data.filter(({ name }: { name: string }) => name.startsWith('twin-'))).toHaveLength(1)
  })

  it.each([
    ['no name', { agent_type: 'implementer' }, 'name'],
    ['a name too long', { name: 'x'.repeat(256), agent_type: 'implementer' }, 'name'],
    ['a type that there is not', { name: 'x', agent_type: 'boss' }, 'agent_type'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await register(await freshKey(http()), body)
    expect(answer).toMatchObject({ status: 422, body: { error: { details: { [field]: [expect.any(String)] } } } })
  })

  it.each(['user', 'orchestrator'])('is not for a key of the role %s', async (role) => {
    expect((await register(await freshKey(http(), role), { name: 'x', agent_type: 'implementer' })).status).toBe(403)
  })

  it('tells somebody on their own machine that their identities are ready', async () => {
    const input = { name: 'x', agent_type: 'implementer' }
    const refusal = await http().ctl.refusal('register_agent', input, { as: { ...agents.implementer, key: undefined } })
    expect(refusal).toMatchObject({ status: 422, code: 'no_key', hints: [expect.stringContaining('implementer-local')] })
  })
})
