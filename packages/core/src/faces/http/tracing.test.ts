import { expect, test } from 'vitest'
import { testApp } from './fixtures/app.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'

test('the trace and the id of a request come back and stand in the log', async () => {
  const { app, owner, log } = await testApp({ mcp: async () => new Response() })
  for (const path of ['/api/v1/notes', '/api/v1/notes?limit=x', '/nowhere', '/mcp', '/health']) {
    const headers = { ...owner, traceparent: `00-${traceId}-b7ad6b7169203331-01`, 'x-request-id': 'request-1' }
    const response = await app.request(path, { headers })
    expect(response.headers.get('traceparent')).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
    expect(response.headers.get('x-request-id')).toBe('request-1')
  }
  expect(log()).toContain(`"request_id":"request-1","trace_id":"${traceId}"`)
  expect(log()).toContain(`"operation":"list_notes","outcome":"ok","milliseconds":`)
  expect(log().split(traceId)).toHaveLength(8)
})

test('a request without usable ids gets new ones', async () => {
  const { app } = await testApp()
  const headers = { traceparent: '00-zero-zero-00', 'x-request-id': 'two words' }
  const responses = [await app.request('/health', { headers }), await app.request('/health', { headers })]
  const [one, other] = responses.map(({ headers }) => `${headers.get('traceparent')} ${headers.get('x-request-id')}`)
  expect(one).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01 [0-9a-f-]{36}$/)
  expect(one).not.toBe(other)
})

test('neither key nor address nor body is logged', async () => {
  const { app, owner, log } = await testApp()
  await app.request('/api/v1/notes/hunter2?short=true&x=hunter3', { headers: owner })
  await app.request('/api/ops/save_note', {
    method: 'POST',
    body: '{"title":"hunter4"',
    headers: { ...owner, 'content-type': 'application/json' },
  })
  await app.request('/hunter5', { headers: { authorization: 'Bearer lc_hunter6' } })
  expect(log()).not.toContain('hunter')
  expect(log()).not.toContain(owner.authorization!.slice('Bearer '.length))
})
