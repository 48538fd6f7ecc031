import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('DELETE /token-budgets/:token_budget_id', (http) => {
  it('takes it away, for people alone, and leaves word of it', async () => {
    const { ctl, send } = http()
    const given = { scope_type: 'project', scope_id: await ctl.project(), budget_millicents: 5 }
    const { id } = (await ctl.call('create_token_budget', given)).token_budget
    expect((await send(`DELETE /api/v1/token-budgets/${id}`, { as: 'orchestrator' })).status).toBe(403)
    expect(await send(`DELETE /api/v1/token-budgets/${id}`)).toMatchObject({ status: 200, body: { token_budget: { id, deleted: true } } })
    expect((await send(`DELETE /api/v1/token-budgets/${id}`)).status).toBe(404)
    expect((await ctl.eventsOf(id)).at(-1)).toMatchObject({ type: 'token_budget.deleted', before: { budget_millicents: 5 } })
  })
})
