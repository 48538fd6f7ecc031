import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'
import { keyNamed } from '../../fixtures/reading.ts'
import { access, article } from '../../fixtures/wiki.ts'

describeHttp('knowledge_agent_usage', (http) => {
  const ctl = () => http().ctl
  const usage = (input: object) => ctl().call('knowledge_agent_usage', input, { as: agents.orchestrator })
  const hint = { deprecation_hint: expect.stringContaining('api_key_id') }

  it('shows what was read with one key, and what one agent has read with any', async () => {
    const [one, other] = [await article(ctl(), { title: 'One' }), await article(ctl(), { title: 'Other' })]
    const agent_id = 'reviewer-local'
    const [first, second] = [await keyNamed(ctl(), 'first', { agentId: agent_id }), await keyNamed(ctl(), 'second', { agentId: agent_id })]
    for (const id of [one, one, other]) await access(ctl(), id, { api_key_id: first, agent_id, access_type: 'context' })
    await access(ctl(), other, { api_key_id: second, agent_id })
    await access(ctl(), other, { api_key_id: first, agent_id, accessed_at: '2025-12-01T00:00:00.000Z' })
    const ofFirst = {
      resolved_as: 'api_key',
      api_key_id: first,
      agent_id,
      agent_name: agent_id,
      total_accesses: 3,
      unique_articles: 2,
      last_accessed_at: '2026-01-05T12:00:00.000Z',
      accesses_by_type: { search: 0, get: 0, context: 3, index: 0 },
      top_articles: [
        expect.objectContaining({ article_id: one, title: 'One', access_count: 2 }),
        expect.objectContaining({ article_id: other, access_count: 1 }),
      ],
    }
    expect(await usage({ api_key_id: first })).toEqual({ data: ofFirst, meta: { limit: 20, since_days: 7 } })
    expect(await usage({ agent_id: first })).toEqual({ data: ofFirst, meta: { limit: 20, since_days: 7 }, _meta: hint })
    const ofAgent = await usage({ agent_id, since_days: 60, limit: 1 })
    expect(ofAgent.data).toMatchObject({ resolved_as: 'agent', api_key_id: null, agent_id, total_accesses: 5, unique_articles: 2 })
    expect(ofAgent).toMatchObject({ data: { top_articles: [{ article_id: other }] }, meta: { limit: 1, since_days: 60 }, _meta: hint })
    const over = await http().send(`GET /api/v1/knowledge/analytics/agents/${first}`, { as: 'orchestrator' })
    expect([over.status, over.body.data]).toEqual([200, ofFirst])
  })

  it('calls a revoked key so, and one without an agent by its own name', async () => {
    const [revoked, plain] = [await keyNamed(ctl(), 'lost', { revoked: true }), await keyNamed(ctl(), 'plain')]
    expect((await usage({ api_key_id: revoked })).data).toMatchObject({ agent_name: 'revoked', total_accesses: 0 })
    expect((await usage({ api_key_id: plain })).data).toMatchObject({ agent_name: 'plain', agent_id: null, top_articles: [] })
  })

  it.each([{}, { agent_id: 'a', api_key_id: 'k' }, { agent_id: ' ' }, { agent_id: '', api_key_id: '' }])('refuses %j', async (input) => {
    expect(await ctl().refusal('knowledge_agent_usage', input)).toMatchObject({ status: 422, code: 'one_of_both' })
  })

  it('knows no key and no agent that there is not', async () => {
    expect(await ctl().refusal('knowledge_agent_usage', { agent_id: 'x' })).toMatchObject({ code: 'agent_not_found' })
    expect(await ctl().refusal('knowledge_agent_usage', { api_key_id: 'reviewer-local' })).toMatchObject({ code: 'api_key_not_found' })
  })
})
