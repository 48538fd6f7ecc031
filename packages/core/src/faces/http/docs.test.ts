import { expect, test } from 'vitest'
import { testApp } from './fixtures/app.ts'

test.each(['/docs', '/swaggerui'])('%s is a page with nothing inline and nothing from elsewhere', async (path) => {
  const { app } = await testApp({ name: '<loop>' })
  const response = await app.request(path)
  const page = await response.text()
  expect(response.headers.get('content-type')).toMatch(/^text\/html/)
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
  )
  expect(page).toContain('<title>&lt;loop&gt;</title>')
  expect(page).not.toMatch(/https?:|<script>|<style|\son\w+=/)
})

test('everything that the page loads is served from here and may be kept', async () => {
  const { app } = await testApp()
  const page = await (await app.request('/docs')).text()
  const parts = [...page.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map((match) => `/${match[1]}`)
  expect(parts).toEqual(['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/start.js'])
  for (const part of parts) {
    const response = await app.request(part)
    expect([part, response.status, response.headers.get('x-content-type-options')]).toEqual([part, 200, 'nosniff'])
    expect(response.headers.get('content-type')).toMatch(part.endsWith('.css') ? /^text\/css/ : /^text\/javascript/)
    expect(response.headers.get('cache-control')).toBe(part.endsWith('start.js') ? 'no-cache' : 'public, max-age=86400')
    expect((await response.text()).length).toBeGreaterThan(50)
  }
})
