import { existsSync } from 'node:fs'
import { chromium as playwright } from 'playwright-core'

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
