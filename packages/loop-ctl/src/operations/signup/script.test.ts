import { expect, it } from 'vitest'
import { browse } from '../../fixtures/pages.ts'

it('GET /signup.js brings the library for browsers along, so that the page needs nobody else', async () => {
  const { status, type, text } = await browse('/signup.js')
  expect([status, type]).toEqual([200, 'text/javascript; charset=utf-8'])
  expect(text).toMatch(/SimpleWebAuthnBrowser=\{\}[\s\S]*startRegistration/)
  expect(() => new Function(text)).not.toThrow()
})
