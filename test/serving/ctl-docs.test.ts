import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromium, openBrowser, openPage } from './chromium.ts'
import { ctlBin, emptyHome, type StartedServer, startHttp } from './started.ts'

describe.skipIf(chromium === undefined)('the page /swaggerui of loop-ctl', () => {
  let home: Awaited<ReturnType<typeof emptyHome>>
  let server: StartedServer
  let browser: Browser
  let page: Page
  let asked: string[]
  let complaints: string[]

  beforeAll(async () => {
    home = await emptyHome()
    server = await startHttp(ctlBin, home.environment)
    browser = await openBrowser()
    // So high that the page leaves nothing out until somebody scrolls.
    ;({ page, asked, complaints } = await openPage(browser, { viewport: { width: 1200, height: 16_000 } }))
    await page.goto(`${server.url}/swaggerui`)
    await page.waitForSelector('[data-path="/api/v1/stories/{story_id}/verify"]')
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await home?.remove()
  })

  it('lists the operations of a story', async () => {
    const paths = await page.locator('.opblock-summary-path').evaluateAll((all) => all.map((one) => one.getAttribute('data-path')))
    const steps = ['contract', 'claim', 'start', 'request-review', 'report', 'review-complete', 'verify', 'reject']
    expect(paths).toEqual(expect.arrayContaining(steps.map((step) => `/api/v1/stories/{story_id}/${step}`)))
  })

  it('opens one of them with what it takes and what it answers', async () => {
    const claim = page.locator('.opblock', { has: page.locator('[data-path="/api/v1/stories/{story_id}/claim"]') })
    await claim.locator('.opblock-summary').click()
    await claim.locator('.responses-table').waitFor()
    expect(await claim.textContent()).toMatch(/story_id[\s\S]*409/)
  })

  it('asks nobody but its own server, and complains of nothing', () => {
    expect(asked.map((url) => new URL(url)).filter(({ origin, protocol }) => origin !== server.url && protocol !== 'data:')).toEqual([])
    expect(asked).toContain(`${server.url}/openapi.json`)
    expect(complaints).toEqual([])
  })
})
