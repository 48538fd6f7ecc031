import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('get_agent', (http) => {
  it('shows one agent, with when it was last seen', async () => {
    await http().send('GET /api/v1/tenants/me', { as: 'reviewer' })
    await http().ctl.application.afterwards.settle()
    const { status, body } = await http().send('GET /api/v1/agents/reviewer-local')
    expect(status).toBe(200)
    expect(body.agent).toMatchObject({ id: 'reviewer-local', name: 'reviewer-local', agent_type: 'orchestrator', status: 'active' })
    expect(body.agent.last_seen_at).toBe(http().ctl.application.clock().toISOString())
  })

  it('finds none that is not there', async () => {
    const answer = await http().send('GET /api/v1/agents/nobody')
    expect(answer).toMatchObject({ status: 404, body: { error: { message: 'Not found', code: 'agent_not_found' } } })
  })
})
