import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core'

const program = '/usr/bin/chromium'

/** The browser of the system, which npm does not bring. */
export const chromium = existsSync(program) ? program : undefined

if (chromium === undefined)
  console.warn('Tests of pages are left out, because Chromium is missing. They run again after: apt-get install chromium')

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the browser without a window and with a profile of its own. */
export const openBrowser = () => playwright.launch({ executablePath: program, headless: true, args: quiet })

/** A new page, with what it asks for and what it complains of. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ page: Page; asked: string[]; complaints: string[] }> {
  const page = await browser.newPage(options)
  const [asked, complaints]: [string[], string[]] = [[], []]
  // How long is too long, the test run says.
  page.setDefaultTimeout(0)
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, asked, complaints }
}
