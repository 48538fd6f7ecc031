import { expect, it } from 'vitest'
import { httpOf } from '../../fixtures/http.ts'
import { describeServed, mutating } from '../../fixtures/served.ts'

describeServed('the runs over HTTP', (make) => {
  it('are driven by the same operations', async () => {
    const served = make(mutating)
    const http = httpOf(served.loop)
    const { status, body } = await http('POST', '/api/v1/runs', { driver: 'host', goal: 'Mend it' })
    expect([status, body.status]).toEqual([201, 'waiting_host'])
    const at = `/api/v1/runs/${body.run_id}`
    const decision = { status: 'continue', summary: 'Look.', next_action: { type: 'tool_call', tool: 'repo_run_tests', args: {} } }
    const stepped = await http('POST', `${at}/steps`, { decision })
    expect(stepped).toMatchObject({ status: 200, body: { result: { ok: true } } })
    expect(await http('GET', at)).toMatchObject({ body: { run: { iteration: 1 } } })
    expect(await http('GET', `${at}/events?after=1&limit=2`)).toMatchObject({ body: { events: [{ seq: 2 }, { seq: 3 }], after: 3 } })
    expect(await http('GET', '/api/v1/runs?status=waiting_host')).toMatchObject({ body: { runs: [{ run_id: body.run_id }] } })
    expect(await http('GET', '/api/v1/runtime/evidence?workspace=default')).toMatchObject({ body: { can_finish: false } })
    const { receiptId } = stepped.body.result.output
    expect(await http('GET', `/api/v1/runtime/receipts/${receiptId}`)).toMatchObject({ body: { receipt: { outcome: 'failed' } } })
    expect(await http('GET', '/api/v1/runtime/approvals?state=pending')).toMatchObject({ status: 200, body: { approvals: [] } })
    expect(await http('POST', `${at}/finish`, { final_answer: 'Done' })).toMatchObject({ status: 200, body: { accepted: false } })
    expect(await http('POST', `${at}/cancel`)).toMatchObject({ body: { run: { status: 'stopped_by_human' } } })
    expect(await http('POST', `${at}/steps`, { decision })).toMatchObject({ status: 409 })
    expect(await http('GET', '/api/v1/runs/run_none')).toMatchObject({ status: 404 })
  })
})
