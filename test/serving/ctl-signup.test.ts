import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../packages/loop-ctl/src/fixtures/program.ts'
import { chromium, openBrowser, openPage } from './chromium.ts'
import { emptyHome, type StartedServer, startHttp } from './started.ts'

/** Authenticators sign the address that the browser shows, so it must be known before the server starts. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe.skipIf(chromium === undefined)('the signup of loop-ctl in a browser', () => {
  let home: Awaited<ReturnType<typeof emptyHome>>
  let server: StartedServer
  let origin: string
  let browser: Browser
  let page: Page
  let devTools: CDPSession
  let asked: string[]
  let complaints: string[]

  beforeAll(async () => {
    home = await emptyHome()
    const port = await freePort()
    origin = `http://localhost:${port}`
    server = await startHttp(program, { ...home.environment, LOOPCTL_SIGNUP_ORIGIN: origin }, ['--port', String(port)])
    browser = await openBrowser()
    ;({ page, asked, complaints } = await openPage(browser, { colorScheme: 'dark', viewport: { width: 390, height: 844 } }))
    devTools = await page.context().newCDPSession(page)
    await devTools.send('WebAuthn.enable')
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await home?.remove()
  })

  /** Plugs in a security key, and gives how to take it out again. */
  async function plugIn(): Promise<() => Promise<void>> {
    const options = { protocol: 'ctap2', transport: 'usb', automaticPresenceSimulation: true } as const
    const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', { options })
    return async () => void (await devTools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }))
  }

  const enrolled = () => page.locator('#enrolled li').allTextContents()

  it('says at the field what is wrong with it', async () => {
    await page.goto(`${origin}/signup`)
    await page.getByLabel('Name', { exact: false }).first().fill('Acme Works')
    await page.getByLabel('Short name').fill('local')
    await page.getByLabel('E-mail').fill('boss@example.com')
    await page.getByRole('button', { name: 'Add authenticator' }).click()
    await page.getByText('Short name has already been taken.').waitFor()
    expect(await page.locator('[aria-invalid=true]').evaluateAll((all) => all.map(({ id }) => id))).toEqual(['slug'])
  })

  it('with two authenticators leads to a key that is shown once and works', async () => {
    await page.getByLabel('Short name').fill('acme-works')
    const takeOut = await plugIn()
    await page.getByRole('button', { name: 'Add authenticator' }).click()
    await page.getByRole('button', { name: 'Add another' }).waitFor()
    expect(await enrolled()).toEqual(['Primary authenticator'])
    await takeOut()
    await plugIn()
    await page.getByLabel('Name of the authenticator').fill('The one in the safe')
    await page.getByRole('button', { name: 'Add another' }).click()
    await page.getByText('The one in the safe').waitFor()
    const [sent] = await Promise.all([
      page.waitForRequest(`${origin}/api/v1/signup/finish`),
      page.getByRole('button', { name: 'Finish' }).click(),
    ])
    await page.getByRole('heading', { name: 'Welcome, acme-works' }).waitFor()
    const key = await page.locator('.key').textContent()
    const me = await page.request.get(`${origin}/api/v1/tenants/me`, { headers: { authorization: `Bearer ${key}` } })
    expect((await me.json()).tenant).toMatchObject({
      name: 'Acme Works',
      slug: 'acme-works',
      status: 'active',
      current_key: { role: 'user' },
    })
    await page.reload()
    await page.getByText('It was shown before').waitFor()
    expect(await page.locator('.key').count()).toBe(0)
    const replayed = await page.request.post(sent.url(), { data: sent.postDataJSON() })
    expect([replayed.status(), (await replayed.json()).error.code]).toEqual([422, 'signup_over'])
  })

  it('asks nobody but its own server, and breaks no rule of its own', () => {
    expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))).toEqual([])
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  })
})
