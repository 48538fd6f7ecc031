import { setTenantStatus } from 'loop-core/accounts'
import { expect, it } from 'vitest'
import { describeSignup } from '../../fixtures/signup.ts'

const keyIn = (page: string) => /lc_[\w-]{40}/.exec(page)?.[0]

describeSignup('GET /tenants/:id/onboarding', (http, { signUp }) => {
  it('shows the first key once, which works, and then says so', async () => {
    const { onboarding_url } = await signUp('acme')
    const { status, text, headers } = await http().open(onboarding_url)
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect([...text.matchAll(/<h3>/g)]).toHaveLength(4)
    const authorization = `Bearer ${keyIn(text)}`
    const { body } = await http().send('POST /api/v1/api_keys', {
      as: 'nobody',
      headers: { authorization },
      body: { name: 'one', role: 'agent' },
    })
    expect(body.api_key.raw_key).toMatch(/^lc_/)
    const again = await http().open(onboarding_url)
    expect([again.status, keyIn(again.text)]).toEqual([200, undefined])
    expect(again.text).toContain('It was shown before')
  })

  it('shows it to one of many who ask at the same time', async () => {
    const { onboarding_url } = await signUp('racers')
    const pages = await Promise.all(Array.from({ length: 4 }, () => http().open(onboarding_url)))
    expect(pages.map(({ text }) => keyIn(text)).filter((key) => key !== undefined)).toHaveLength(1)
  })

  it('shows it to nobody without the token of those who signed up, nor later than a quarter of an hour', async () => {
    const [mine, theirs] = [await signUp('mine'), await signUp('theirs')]
    const token = new URL(mine.onboarding_url).searchParams.get('token')!
    const refused = async (address: string) => {
      const { status, text } = await http().open(address)
      expect([status, keyIn(text)], address).toEqual([403, undefined])
    }
    for (const wrong of ['', 'v1.nonsense', `${token.slice(0, -2)}AA`]) await refused(`/tenants/mine/onboarding?token=${wrong}`)
    await refused('/tenants/mine/onboarding')
    await refused(`/tenants/theirs/onboarding?token=${token}`)
    expect((await http().open(`/tenants/unheard-of/onboarding?token=${token}`)).status).toBe(403)
    await setTenantStatus(http().ctl.application.storage, 'theirs', 'suspended')
    await refused(theirs.onboarding_url)
    http().ctl.pass(15 * 60_000)
    await refused(mine.onboarding_url)
  })

  it('holds nothing that runs', async () => {
    const { text } = await http().open((await signUp('still')).onboarding_url)
    expect(text).toMatch(/Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-[^']+'; base-uri/)
    expect(text).not.toMatch(/<script/)
  })
})
