import { expect, it } from 'vitest'
import { browse } from '../../fixtures/pages.ts'
import { openSignup } from '../../fixtures/signup.ts'

it('GET /signup is one page for everybody, with no foreign address and nothing that runs inline', async () => {
  const { status, type, text: page } = await browse('/signup', { environment: openSignup })
  expect([status, type]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; script-src 'self'; .*form-action 'none'">/)
  expect(page).not.toMatch(/https?:|\/\/|url\(|@import|<(iframe|object|embed|base)|\s(on\w+|style|action)=/i)
  expect([...page.matchAll(/<script[^>]*>[^<]*/g)].join()).toBe('<script src="signup.js" defer>')
})

it('has a place at each field for what is wrong with it, and no form could send it by itself', async () => {
  const { text: page } = await browse('/signup', { environment: openSignup })
  const ids = [...page.matchAll(/<input id="(\w+)"/g)].map(([, id]) => id)
  expect(ids).toEqual(['name', 'slug', 'email', 'authenticators'])
  for (const id of ids) expect(page).toContain(`<output for="${id}"`)
  expect(page).not.toMatch(/<input[^>]* name=/)
})

it('says how to open the signup where nobody has done so', async () => {
  const { status, text } = await browse('/signup')
  expect(status).toBe(403)
  expect(text).toContain('LOOPCTL_SIGNUP_ORIGIN')
})

it.each(['http://loop.example.com', 'https://loop.example.com/', 'https://10.0.0.1', 'ftp://localhost', 'loop.example.com'])(
  'cannot be opened at %s, where no browser would show authenticators',
  async (LOOPCTL_SIGNUP_ORIGIN) => {
    await expect(browse('/signup', { environment: { LOOPCTL_SIGNUP_ORIGIN } })).rejects.toMatchObject({ code: 'bad_setting' })
  },
)
