import { testLoop } from 'loop-core/testing'
import { expect, it, onTestFinished } from 'vitest'
import { httpApp } from '../../../core/src/faces/http/app.ts'
import { loopCtl } from '../index.ts'

it('webhooks have their routes and statuses over HTTP', async () => {
  const { application, close } = testLoop([loopCtl])
  onTestFinished(close)
  const app = httpApp(application, { name: 'loop-ctl', version: '1.0.0', auth: 'none', allowedHosts: [], allowedOrigins: [] })
  const headers = { 'content-type': 'application/json', host: 'localhost' }
  const send = async (method: string, path: string, body?: object) => {
    const response = await app.request(`/api/v1/webhooks${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    // biome-ignore lint/suspicious/noExplicitAny: asserted below
    return { status: response.status, body: (response.status === 204 ? undefined : await response.json()) as any }
  }
  const made = await send('POST', '', { url: 'https://example.com/', events: ['story.verified'] })
  expect([made.status, made.body.webhook.signing_secret]).toEqual([201, expect.stringMatching(/^[0-9a-f]{64}$/)])
  const path = `/${made.body.webhook.id}`
  expect(await send('GET', path)).toMatchObject({ status: 200, body: { webhook: { active: true } } })
  for (const method of ['PATCH', 'PUT'])
    expect(await send(method, path, { active: false })).toMatchObject({ status: 200, body: { webhook: { active: false } } })
  expect(await send('POST', `${path}/test`)).toMatchObject({ status: 200, body: { status: 'pending' } })
  expect(await send('GET', `${path}/deliveries`)).toMatchObject({ status: 200, body: { data: [{}], meta: { page_size: 25 } } })
  expect(await send('GET', '')).toMatchObject({ status: 200, body: { meta: { total_count: 1 } } })
  expect((await send('DELETE', path)).status).toBe(204)
  expect((await send('GET', path)).status).toBe(404)
  expect(await send('POST', '', { url: 'http://localhost/', events: ['x'] })).toMatchObject({
    status: 422,
    body: { error: { message: 'Validation failed' } },
  })
})
