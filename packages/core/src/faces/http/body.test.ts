import { expect, test } from 'vitest'
import { codeOf, sends, testApp } from './fixtures/app.ts'

const limit = 4 * 1024 * 1024

/** A JSON object of exactly so many bytes. */
function bodyOf(bytes: number): string {
  return `{"title":"${'x'.repeat(bytes - 12)}"}`
}

function inChunks(text: string): RequestInit {
  const chunks = [text.slice(0, 1000), text.slice(1000)].map((chunk) => new TextEncoder().encode(chunk))
  return { method: 'PUT', body: ReadableStream.from(chunks), duplex: 'half' } as RequestInit
}

test.each([
  ['told by its length', { method: 'PUT', body: bodyOf(limit + 1), headers: { 'content-length': String(limit + 1) } }],
  ['in chunks of unknown length', inChunks(bodyOf(limit + 1))],
])('a body one byte over 4 MiB is 413, %s, before the key is looked at', async (_, init) => {
  const { app } = await testApp()
  expect(await codeOf(await app.request('/api/v1/notes/milk', init))).toBe('413 body_too_large')
})

test('a body of exactly 4 MiB is read', async () => {
  const { app, owner } = await testApp()
  const headers = { ...owner, 'content-type': 'application/json' }
  const response = await app.request('/api/v1/notes/milk', { ...inChunks(bodyOf(limit)), headers })
  expect(await response.json()).toMatchObject({ error: { status: 422, details: { fields: [{ field: 'title' }] } } })
})

test.each([
  ['half an object', '{"title": '],
  ['a text', '"title"'],
  ['a number', '7'],
  ['null', 'null'],
  ['a batch', '[{"title": "Milk"}]'],
])('%s is 400 and says what to send', async (_, body) => {
  const { app, owner } = await testApp()
  const response = await app.request('/api/ops/list_notes', {
    method: 'POST',
    body,
    headers: { ...owner, 'content-type': 'application/json' },
  })
  expect(await response.json()).toMatchObject({
    error: { status: 400, kind: 'invalid_input', code: 'bad_json', message: expect.stringContaining('Send one JSON object') },
  })
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', ''])(
  'a body of the type "%s" is 415',
  async (type) => {
    const { app, owner } = await testApp()
    const response = await app.request('/api/ops/list_notes', { method: 'POST', body: '{}', headers: { ...owner, 'content-type': type } })
    expect(await codeOf(response)).toBe('415 bad_content_type')
  },
)

test('JSON may say its charset, and no body at all is an empty object', async () => {
  const { app, owner } = await testApp()
  const said = await app.request(
    '/api/ops/list_notes',
    sends({ limit: 5 }, { ...owner, 'content-type': 'Application/JSON; charset=utf-8' }),
  )
  const empty = await app.request('/api/ops/list_notes', { method: 'POST', headers: owner })
  expect(await said.json()).toMatchObject({ limit: 5 })
  expect(await empty.json()).toMatchObject({ limit: 20 })
})
