import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../packages/loop-learn/src/fixtures/program.ts'
import { chromium, openBrowser } from './chromium.ts'
import { emptyHome, type StartedServer, startHttp } from './started.ts'

describe.skipIf(chromium === undefined)('the report of loop-learn in a browser', () => {
  let home: Awaited<ReturnType<typeof emptyHome>>
  let server: StartedServer
  let browser: Browser
  let page: Page
  const asked: string[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    home = await emptyHome()
    server = await startHttp(program, home.environment)
    browser = await openBrowser()
    page = await browser.newPage({ colorScheme: 'dark' })
    // How long is too long, the test run says.
    page.setDefaultTimeout(0)
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
    await page.request.post(`${server.url}/api/ops/loop_observe`, { data: { kind: 'completion', content: '<script>alert(1)</script>' } })
    await page.goto(`${server.url}/api/insights/report`)
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await home?.remove()
  })

  it('55. shows both charts in the colors of the night, and asks nobody for anything', async () => {
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
})
