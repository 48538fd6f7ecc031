import { expect, it } from 'vitest'
import { browse } from '../../fixtures/pages.ts'
import { describeSignup } from '../../fixtures/signup.ts'

describeSignup('begin_signup', (http, { begin, signUp }) => {
  it('asks for up to five authenticators, each with a challenge of its own', async () => {
    const { signup_id, expires_at, options } = await begin('acme', { name: 'Acme', email: 'a@example.com' })
    expect(signup_id).toEqual(expect.any(String))
    expect(expires_at).toBe(new Date(http().ctl.application.clock().getTime() + 600_000).toISOString())
    expect(options).toHaveLength(5)
    expect(new Set(options.map(({ challenge }: { challenge: string }) => challenge)).size).toBe(5)
    for (const one of options)
      expect(one).toMatchObject({
        rp: { id: 'loop.example.com', name: 'Loop' },
        user: { id: options[0].user.id, name: 'a@example.com', displayName: 'Acme' },
        attestation: 'none',
        challenge: expect.stringMatching(/^[\w-]{43}$/),
      })
  })

  it('says at which field something is taken', async () => {
    await signUp('first')
    const bySlug = await begin('first', { email: 'else@example.com' })
    expect(bySlug.error).toMatchObject({ status: 422, code: 'slug_taken', details: { slug: ['has already been taken'] } })
    const byEmail = await begin('second', { email: 'First@Example.com' })
    expect(byEmail.error).toMatchObject({ status: 422, code: 'email_taken', details: { email: ['has already been taken'] } })
    expect((await begin('local')).error).toMatchObject({ code: 'slug_taken' })
  })

  it.each([
    ['slug', { slug: 'Acme!' }],
    ['slug', { slug: 'a' }],
    ['email', { email: 'nobody' }],
    ['name', { name: ' ' }],
  ])('refuses what cannot be a %s', async (field, more) => {
    const { error } = await begin('fine', more)
    expect([error.status, Object.keys(error.details)]).toEqual([422, [field]])
  })

  it('is for five an hour from one address', async () => {
    http().ctl.pass(3_600_000)
    const send = () => http().send('POST /api/v1/signup/begin', { as: 'nobody', body: {} })
    for (let count = 1; count <= 5; count++) expect((await send()).status).toBe(422)
    const { status, body, headers } = await send()
    expect([status, body.error.code, Number(headers.get('retry-after')) > 0]).toEqual([429, 'signup_limit', true])
  })
})

it.each(['begin', 'finish'])('POST /api/v1/signup/%s says how to open the signup where nobody has done so', async (step) => {
  const body = { name: 'A', slug: 'aa', email: 'a@example.com', signup_id: 'x', authenticators: [] }
  const { status, text } = await browse(`/api/v1/signup/${step}`, { body })
  expect([status, JSON.parse(text).error.code]).toEqual([403, 'signup_closed'])
  expect(text).toContain('LOOPCTL_SIGNUP_ORIGIN')
})
