import { httpApp } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'

const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code

const hosted = { LOOP_HOSTED: '1', LOOP_PUBLIC_URL: 'https://learn.example.com' }

describeLearning('POST /api/auth/signup', (learner) => {
  const site = (environment?: Record<string, string>) => {
    const { application } = learner(environment)
    const app = httpApp(application, { name: 'loop-learn', version: '1', auth: 'token', allowedHosts: [], allowedOrigins: [] })
    const signUp = (email: unknown) =>
      app.request('/api/auth/signup', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email }) })
    return { app, signUp }
  }

  it('4. 5. gives a key that works at once, and only the first time', async () => {
    const { app, signUp } = site(hosted)
    const answer = await signUp('you@example.com')
    expect(answer.status).toBe(201)
    const account = (await answer.json()) as { api_key: string }
    expect(account).toEqual({
      api_key: expect.stringMatching(/^lc_/),
      email: 'you@example.com',
      mcp_url: 'https://learn.example.com/mcp',
      connect: {
        claude_code: 'claude mcp add loop --transport http https://learn.example.com/mcp --header "Authorization: Bearer YOUR_API_KEY"',
      },
    })
    const ping = await app.request('/api/ops/loop_ping', { method: 'POST', headers: { authorization: `Bearer ${account.api_key}` } })
    expect(await ping.json()).toMatchObject({ status: 'ok', mode: 'hosted' })
    const again = await signUp(' YOU@Example.com ')
    expect(again.status).toBe(409)
    const refusal = await again.text()
    expect(refusal).toContain('email_taken')
    expect(refusal).not.toContain('lc_')
  })

  it('refuses what is no address, and the sixth of an hour', async () => {
    const { signUp } = site(hosted)
    const wrong = await signUp('you at example')
    expect(wrong.status).toBe(422)
    expect(await wrong.json()).toMatchObject({ error: { code: 'bad_email' } })
    for (const name of ['a', 'b', 'c', 'd']) expect((await signUp(`${name}@example.com`)).status).toBe(201)
    const sixth = await signUp('e@example.com')
    expect(sixth.status).toBe(429)
    expect(await sixth.json()).toMatchObject({ error: { code: 'signup_limit' } })
  })

  it('is not there where somebody runs it alone, and can be closed', async () => {
    const local = await site().signUp('you@example.com')
    expect([local.status, await codeOf(local)]).toEqual([404, 'local_mode'])
    const closed = await site({ ...hosted, LOOP_SIGNUP: 'closed' }).signUp('you@example.com')
    expect([closed.status, await codeOf(closed)]).toEqual([403, 'signup_closed'])
  })
})
