import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { notes as fixtureNotes } from '../../fixtures/notes.ts'
import { sends, testApp } from './fixtures/app.ts'

test('an error of our own shows no foreign text, only an id under which the log has it', async () => {
  const { app, owner, log } = await testApp()
  const response = await app.request('/api/ops/break_note', sends({}, owner))
  const body = (await response.json()) as { error: { message: string; details: { id: string } } }
  const { id } = body.error.details
  expect(body).toEqual({
    error: {
      status: 500,
      kind: 'internal',
      code: 'internal',
      message: `Something went wrong on our side. The log has it under ${id}.`,
      details: { id },
    },
  })
  expect(log()).toContain(id)
})

test('a refusal shows its further members beside the fixed ones', async () => {
  const { app, owner } = await testApp({}, [fixtureNotes])
  const response = await app.request('/api/ops/spoil_note', sends({ text: 'x', how: 'refusal' }, owner))
  expect(response.status).toBe(409)
  expect(await response.json()).toEqual({
    error: {
      status: 409,
      kind: 'conflict',
      code: 'note_spoiled',
      message: 'The note is spoiled. Use add_note.',
      hints: ['Use add_note.'],
      spoiled: 'x',
    },
  })
})

test('an error outside of any operation shows no foreign text either', async () => {
  const { app, owner } = await testApp({
    async mcp() {
      throw new TypeError('hunter2')
    },
  })
  const response = await app.request('/mcp', { method: 'POST', headers: owner })
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('hunter2')
})

test.each([
  ['GET', '/api/v1/note', 'GET /api/v1/notes'],
  ['POST', '/api/ops/list_note', 'POST /api/ops/list_notes'],
  ['GET', '/helth', 'GET /health'],
  ['POST', '/api/v1/auth/sign-up', 'POST /api/auth/signup'],
  ['GET', `/api/v1/note/${randomUUID()}`, 'GET /api/v1/notes/:note_id'],
  ['PUT', `/api/v1/notes/${randomUUID()}/title`, 'PUT /api/v1/notes/:id'],
])('%s %s is 404 and names the nearest route', async (method, path, nearest) => {
  const { app } = await testApp()
  const response = await app.request(path, { method })
  expect(await response.json()).toMatchObject({
    error: {
      status: 404,
      kind: 'not_found',
      code: 'route_not_found',
      message: `There is nothing at this address. Did you mean ${nearest}?`,
    },
  })
})

test.each(['oauth-protected-resource', 'oauth-protected-resource/mcp', 'oauth-authorization-server'])(
  'a client that looks for a sign-in at %s finds none',
  async (name) => {
    const { app } = await testApp()
    expect((await app.request(`/.well-known/${name}`)).status).toBe(404)
  },
)

test('a very long address is answered like any other', async () => {
  const { app } = await testApp()
  expect((await app.request(`/${'x'.repeat(100_000)}`)).status).toBe(404)
})

test.each([
  ['PATCH', '/api/v1/notes/milk', 'DELETE, GET, HEAD, PUT'],
  ['GET', '/api/ops/get_note', 'POST'],
  ['HEAD', '/api/ops/get_note', 'POST'],
  ['OPTIONS', '/health', 'GET, HEAD'],
  ['PUT', '/mcp', 'POST, GET, HEAD, DELETE'],
])('%s %s is 405 and lists the methods', async (method, path, allow) => {
  const { app } = await testApp({ mcp: async () => new Response() })
  const response = await app.request(path, { method })
  expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
})
