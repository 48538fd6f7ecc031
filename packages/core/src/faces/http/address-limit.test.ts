import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../../module.ts'
import { nothing, operation } from '../../operation.ts'
import { testLoop } from '../../testing/index.ts'
import { httpApp } from './app.ts'

const knock = operation({
  name: 'knock',
  title: 'Knock',
  summary: 'Ask to be let in.',
  kind: 'effect',
  roles: ['public'],
  rest: ['POST /api/knock'],
  perAddress: { calls: 2, seconds: 60, code: 'too_many_knocks' },
  input: z.object({}),
  output: nothing,
  run: async () => ({}),
})
const door = defineModule({ name: 'door', title: 'Door', operations: [knock] })

function doorOf(trustedProxies: number) {
  const loop = testLoop([door])
  const app = httpApp(loop.application, { name: 'door', version: '1', auth: 'token', allowedHosts: [], allowedOrigins: [], trustedProxies })
  const from = async (forwarded: string) =>
    app.request('/api/knock', { method: 'POST', headers: { 'x-forwarded-for': forwarded, 'content-type': 'application/json' }, body: '{}' })
  return { loop, from }
}

describe('what one address may do', () => {
  it('is bounded for a while, and the refusal says for how long', async () => {
    const { loop, from } = doorOf(1)
    expect((await from('10.0.0.1')).status).toBe(200)
    expect((await from('10.0.0.1')).status).toBe(200)
    const refused = await from('10.0.0.1')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(await refused.json()).toMatchObject({ error: { kind: 'rate_limited', code: 'too_many_knocks', retry_after_seconds: 60 } })
    expect((await from('10.0.0.2')).status).toBe(200)
    loop.pass(60_000)
    expect((await from('10.0.0.1')).status).toBe(200)
    await loop.close()
  })

  it('is not what a caller says of itself: only trusted proxies are believed', async () => {
    const behind = doorOf(1)
    for (const made of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) await behind.from(`${made}, 10.0.0.1`)
    expect((await behind.from('4.4.4.4, 10.0.0.1')).status).toBe(429)
    const open = doorOf(0)
    for (const made of ['1.1.1.1', '2.2.2.2']) await open.from(made)
    expect((await open.from('3.3.3.3')).status).toBe(429)
    await Promise.all([behind.loop.close(), open.loop.close()])
  })
})
