import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { program } from '../../packages/loop-learn/src/fixtures/program.ts'
import { chromium, openBrowser, openPage } from './chromium.ts'
import { emptyHome, type StartedServer, startHttp } from './started.ts'

const hostile = '<img src=x onerror=alert(1)> in the login'
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

describe.skipIf(chromium === undefined)('the pages of loop-learn in a browser', () => {
  let home: Awaited<ReturnType<typeof emptyHome>>
  let server: StartedServer
  let browser: Browser
  let page: Page
  let asked: string[]
  let complaints: string[]

  beforeAll(async () => {
    home = await emptyHome()
    server = await startHttp(program, home.environment)
    browser = await openBrowser()
    ;({ page, asked, complaints } = await openPage(browser, { colorScheme: 'dark' }))
    await page.request.post(`${server.url}/api/ops/loop_observe`, { data: { kind: 'completion', content: '<script>alert(1)</script>' } })
    for (const days of [3, 2, 1])
      await page.request.post(`${server.url}/api/ops/loop_observe`, {
        data: { kind: 'struggle', content: hostile, observed_at: daysAgo(days) },
      })
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await home?.remove()
  })

  it('55. the report shows both charts in the colors of the night, and asks nobody for anything', async () => {
    await page.goto(`${server.url}/api/insights/report`)
    const charts = page.getByRole('img')
    expect(await charts.evaluateAll((all) => all.map((one) => one.querySelector('title')!.textContent))).toEqual([
      'Trajectory by week',
      'Reliability of forecasts',
    ])
    const style = (element: string, name: string) => page.evaluate(`getComputedStyle(${element}).${name}`)
    expect(await style("[...document.querySelectorAll('svg rect.completions')].at(-1)", 'fill')).toBe('rgb(47, 191, 152)')
    expect(await style('document.body', 'backgroundColor')).toBe('rgb(20, 23, 30)')
    expect(asked.filter((url) => !url.endsWith('/api/insights/report') && !url.endsWith('/favicon.ico'))).toEqual([])
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
  })

  it('the dashboard shows what was noted as text, and saves only what was changed', async () => {
    asked.length = 0
    await page.goto(`${server.url}/dashboard`)
    await page.getByRole('heading', { name: hostile }).waitFor()
    expect(await page.locator('main img').evaluateAll((all) => all.map((image) => [image.alt, image.naturalWidth > 0]))).toEqual([
      ['Trajectory by week', true],
    ])
    await page.getByLabel('Threshold').selectOption('generative')
    await page.getByLabel('Time zone').fill('Europe/Berlin')
    await page.getByLabel('Quiet from').fill('21:30')
    await page.getByLabel('Domains that no model may see').fill('Work Life\n<script>alert(1)</script>')
    const [sent] = await Promise.all([page.waitForRequest(isChange), page.getByRole('button', { name: 'Save' }).click()])
    const wanted = { threshold: 'generative', timezone: 'Europe/Berlin', quiet_start: '21:30' }
    expect(sent.postDataJSON()).toEqual({ ...wanted, excluded_domains: ['Work Life', '<script>alert(1)</script>'] })
    await page.getByText('Saved.').waitFor()
    const { profile } = await (await page.request.get(`${server.url}/api/profile`)).json()
    expect(profile).toMatchObject({ ...wanted, threshold_source: 'set' })
    expect(await page.getByLabel('Domains that no model may see').inputValue()).toBe(profile.excluded_domains.join('\n'))
    expect(asked.filter((url) => !url.startsWith(`${server.url}/`) && !url.startsWith('data:'))).toEqual([])
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
  })

  it('the dashboard says in words what is refused, and keeps what was typed', async () => {
    await page.getByLabel('Time zone').fill('Europe/Berlyn')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Time zone must be a time zone of the IANA database').waitFor()
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Europe/Berlyn')
    expect(await page.locator('[aria-invalid=true]').evaluateAll((all) => all.map(({ id }) => id))).toEqual(['timezone'])
  })

  it('the dashboard of a server that asks for keys takes one, and keeps it nowhere', async () => {
    const other = await emptyHome()
    onTestFinished(other.remove)
    const guarded = await startHttp(program, { ...other.environment, LOOP_AUTH: 'token' })
    onTestFinished(async () => void (await guarded.stop()))
    await page.goto(`${guarded.url}/dashboard`)
    await page.getByLabel('Your key').fill('lc_wrong')
    await page.keyboard.press('Enter')
    await page.getByText('Invalid API key').waitFor()
    await page.getByLabel('Your key').fill(guarded.key)
    await page.keyboard.press('Enter')
    await page.getByText('None is open.').waitFor()
    const kept =
      "JSON.stringify([location.href, document.cookie, {...localStorage}, {...sessionStorage}, document.querySelector('#key').value])"
    expect(JSON.parse(await page.evaluate(kept))).toEqual([`${guarded.url}/dashboard`, '', {}, {}, ''])
    await page.reload()
    await page.getByLabel('Your key').waitFor()
    expect(asked.filter((url) => url.includes(guarded.key))).toEqual([])
  })
})

const isChange = (request: Request) => request.method() === 'PUT'
