import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../../module.ts'
import { nothing, operation } from '../../operation.ts'
import { codeOf, notes, sends, testApp } from './fixtures/app.ts'
import type { OpenApi } from './openapi.ts'

test('an operation gives one answer at its route, its alias and its common address', async () => {
  const { app, owner } = await testApp()
  const answers = await Promise.all([
    app.request('/api/v1/notes/milk', { headers: owner }),
    app.request('/api/notes/milk', { headers: owner }),
    app.request('/api/ops/get_note', sends({ note_id: 'milk' }, owner)),
  ])
  for (const answer of answers) {
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"3"'])
    expect(await answer.json()).toEqual({ id: 'milk', title: 'Milk and honey', version: 3 })
  }
})

test('resources, prompts and completions are called at their common address', async () => {
  const { app, owner } = await testApp()
  const ask = async (name: string, body = {}) => (await app.request(`/api/ops/${name}`, sends(body, owner))).json()
  expect(await ask('note_guide')).toEqual({ text: '# Notes' })
  expect(await ask('tidy_notes')).toEqual({ text: 'Tidy up.' })
  expect(await ask('complete_notes', { argument: 'note_id', text: 'm' })).toEqual({ values: ['milk'] })
})

test('path, query and body make one input, in which the path wins', async () => {
  const { app, owner } = await testApp()
  const request = sends({ id: 'bread', title: 'Milk' }, owner)
  const response = await app.request('/api/v1/notes/oat%20milk?if_version=2&title=Tea', { ...request, method: 'PUT' })
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual({ id: 'oat milk', title: 'Milk', version: 4, idempotency_key: null, if_version: 2 })
})

test('a fixed word in a path wins over a parameter', async () => {
  const { app, agent } = await testApp()
  expect(await (await app.request('/api/v1/notes/ready', { headers: agent })).json()).toEqual({ ready: true })
})

test('DELETE takes its arguments from the query', async () => {
  const { app, owner } = await testApp()
  const remove = async (reason: string) => app.request(`/api/v1/notes/milk?reason=${reason}`, { method: 'DELETE', headers: owner })
  expect((await remove('sour')).status).toBe(204)
  expect((await remove('x'.repeat(41))).status).toBe(422)
})

test('no answer is kept by anybody, but one with a version to ask for it again', async () => {
  const { app, owner } = await testApp()
  const kept = async (path: string) => (await app.request(path, { headers: owner })).headers.get('cache-control')
  expect(await kept('/api/v1/notes')).toBe('no-store')
  expect(await kept('/api/v1/notes/page')).toBe('no-store')
  expect(await kept('/api/v1/nothing')).toBe('no-store')
  expect(await kept('/api/v1/notes/milk')).toBe('private, no-cache')
})

test('204 answers without a body at every address of its operation', async () => {
  const { app, owner } = await testApp()
  const answers = await Promise.all([
    app.request('/api/v1/notes/milk', { method: 'DELETE', headers: owner }),
    app.request('/api/ops/delete_note', sends({ note_id: 'milk' }, owner)),
  ])
  for (const answer of answers) expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([204, null, ''])
})

test('an answer can be a text of another type, piece by piece, as OpenAPI says', async () => {
  const { app, owner } = await testApp()
  const answer = await app.request('/api/v1/notes/page', { headers: owner })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await answer.text()).toBe('<!doctype html><p>Bröd')
  const document = (await (await app.request('/openapi.json')).json()) as OpenApi
  expect(document.paths['/api/v1/notes/page']).toMatchObject({
    get: { responses: { 200: { content: { '*/*': { schema: { type: 'string' } } } } } },
  })
})

test('an answer can be a file of bytes to keep under a name, as OpenAPI says', async () => {
  const { app, owner } = await testApp()
  const answer = await app.request('/api/v1/notes/pack', { headers: owner })
  const headers = ['content-type', 'content-disposition'].map((name) => answer.headers.get(name))
  expect([answer.status, ...headers]).toEqual([200, 'application/zip', 'attachment; filename="notes-1.zip"'])
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0x50, 0x4b, 0xff, 0x00, 0x80])
  const document = (await (await app.request('/openapi.json')).json()) as OpenApi
  expect(document.paths['/api/v1/notes/pack']!.get!.responses['200']).toMatchObject({
    content: { '*/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } },
  })
})

test('some answers of an operation may have another status than the rest', async () => {
  const open = operation({
    name: 'open_note',
    title: 'Open note',
    summary: 'Make a note, or take the one that is there.',
    kind: 'write',
    roles: ['user'],
    rest: ['POST /api/v1/notes/open'],
    status: 201,
    insteadStatus: { status: 200, when: ({ found }) => found },
    input: z.object({ found: z.boolean() }),
    output: z.object({ found: z.boolean() }),
    run: async ({ found }) => ({ found }),
  })
  const { app, owner } = await testApp({}, [defineModule({ name: 'notes', title: 'Notes', operations: [open] })])
  const ask = async (found: boolean) => (await app.request('/api/v1/notes/open', sends({ found }, owner))).status
  expect([await ask(false), await ask(true)]).toEqual([201, 200])
  const { paths } = (await (await app.request('/openapi.json', { headers: owner })).json()) as OpenApi
  expect(Object.keys(paths['/api/v1/notes/open']!.post!.responses)).toEqual(expect.arrayContaining(['200', '201']))
})

test.each([
  ['limit=5&tags=a&tags=b,c&sizes=1,2&old=true', { limit: 5, tags: ['a', 'b,c'], sizes: [1, 2], old: true }],
  ['tags=a,b&sizes=&old=null&title=5', { limit: 20, tags: ['a', 'b'], sizes: [], old: null, title: '5' }],
  ['title=true&sizes=7', { limit: 20, tags: [], sizes: [7], old: null, title: 'true' }],
])('the query %s is read by the schema', async (query, expected) => {
  const { app, owner } = await testApp()
  expect(await (await app.request(`/api/v1/notes?${query}`, { headers: owner })).json()).toEqual(expected)
})

test.each([
  ['limit=five', 'limit'],
  ['limit=5&limit=6', 'limit'],
  ['limit=0x10', 'limit'],
  ['limit=', 'limit'],
  ['limit=1e999', 'limit'],
  ['old=yes', 'old'],
  ['sizes=1,x', 'sizes.1'],
  ['title=a&title=b', 'title'],
  ['colour=red', 'colour'],
  ['__proto__=x', '__proto__'],
  ['constructor=x', 'constructor'],
])('the query %s is 422 and names the field', async (query, field) => {
  const { app, owner } = await testApp()
  const response = await app.request(`/api/v1/notes?${query}`, { headers: owner })
  expect(await response.json()).toMatchObject({ error: { status: 422, kind: 'invalid_input', details: { fields: [{ field }] } } })
})

test('wrong types and unknown keys in a body are 422', async () => {
  const { app, owner } = await testApp()
  expect(await codeOf(await app.request('/api/ops/list_notes', sends({ limit: '5' }, owner)))).toBe('422 invalid_input')
  expect(await codeOf(await app.request('/api/ops/list_notes', sends({ colour: 'red' }, owner)))).toBe('422 invalid_input')
})

describe('a module that ignores unknown arguments', () => {
  const lenient = defineModule({ ...notes, unknownArguments: 'ignore' })

  test('leaves out of query and body what is no argument', async () => {
    const { app, owner } = await testApp({}, [lenient])
    const listed = await app.request('/api/v1/notes?colour=red&limit=5&__proto__=x', { headers: owner })
    expect(await listed.json()).toEqual({ limit: 5, tags: [], sizes: [], old: null })
    const save = { ...sends({ title: 'Milk', colour: 'red', constructor: 1 }, owner), method: 'PUT' }
    const saved = await app.request('/api/v1/notes/milk?shade=dark&if_version=2', save)
    expect([saved.status, await saved.json()]).toMatchObject([201, { id: 'milk', title: 'Milk', if_version: 2 }])
  })

  test('goes on refusing wrong values, and unknown arguments at the common address', async () => {
    const { app, owner } = await testApp({}, [lenient])
    expect((await app.request('/api/v1/notes?limit=five', { headers: owner })).status).toBe(422)
    expect((await app.request('/api/ops/list_notes', sends({ colour: 'red' }, owner))).status).toBe(422)
    expect((await app.request('/api/ops/list_notes?colour=red', sends({}, owner))).status).toBe(422)
  })

  test('says so in its description', async () => {
    const { app } = await testApp({}, [lenient])
    const { paths } = (await (await app.request('/openapi.json')).json()) as OpenApi
    const schemaOf = (body: unknown) => (body as { content: Record<string, { schema: object }> }).content['application/json']!.schema
    expect(schemaOf(paths['/api/v1/notes/{note_id}']?.put?.requestBody)).not.toHaveProperty('additionalProperties')
    expect(schemaOf(paths['/api/auth/signup']?.post?.requestBody)).toMatchObject({ properties: { email: {} }, required: ['email'] })
    expect(schemaOf(paths['/api/ops/sign_up']?.post?.requestBody)).toEqual({ $ref: '#/components/schemas/sign_up.input' })
  })
})

test('Idempotency-Key and If-Match become arguments, and a body that has them wins', async () => {
  const { app, owner } = await testApp()
  const save = async (body: object, headers: Record<string, string>) =>
    (await app.request('/api/v1/notes/milk', { ...sends({ title: 'Milk', ...body }, { ...owner, ...headers }), method: 'PUT' })).json()
  expect(await save({}, { 'idempotency-key': 'k1', 'if-match': '"7"' })).toMatchObject({ idempotency_key: 'k1', if_version: 7 })
  expect(await save({}, { 'if-match': 'W/"8"' })).toMatchObject({ idempotency_key: null, if_version: 8 })
  expect(await save({}, { 'if-match': '*' })).toMatchObject({ if_version: null })
  expect(await save({ idempotency_key: 'k2', if_version: 1 }, { 'idempotency-key': 'k1', 'if-match': '"7"' })).toMatchObject({
    idempotency_key: 'k2',
    if_version: 1,
  })
  expect(await save({}, { 'if-match': '"many"' })).toMatchObject({ error: { status: 422, details: { fields: [{ field: 'if_version' }] } } })
})

test('these headers mean nothing to an operation without such arguments', async () => {
  const { app, owner } = await testApp()
  expect((await app.request('/api/v1/notes', { headers: { ...owner, 'idempotency-key': 'k1', 'if-match': '"7"' } })).status).toBe(200)
})

test.each(['"3"', 'W/"3"', '"2", "3"', '*'])('If-None-Match: %s spares a caller the answer it has', async (header) => {
  const { app, owner } = await testApp()
  const response = await app.request('/api/v1/notes/milk', { headers: { ...owner, 'if-none-match': header } })
  expect([response.status, response.headers.get('etag'), await response.text()]).toEqual([304, '"3"', ''])
})

test('another version, and any answer but that to GET, is sent whole', async () => {
  const { app, owner } = await testApp()
  expect((await app.request('/api/v1/notes/milk', { headers: { ...owner, 'if-none-match': '"2"' } })).status).toBe(200)
  expect((await app.request('/api/ops/get_note', sends({ note_id: 'milk' }, { ...owner, 'if-none-match': '"3"' }))).status).toBe(200)
})

test('HEAD answers as GET does, without a body', async () => {
  const { app, owner } = await testApp()
  const response = await app.request('/api/v1/notes/milk', { method: 'HEAD', headers: owner })
  expect([response.status, response.headers.get('etag'), await response.text()]).toEqual([200, '"3"', ''])
})

test('a client that goes away aborts the signal of the handler, also when its body came in chunks', async () => {
  for (const body of [undefined, '{}']) {
    const client = new AbortController()
    let aborted = false
    const wait = operation({
      name: 'wait',
      title: 'Wait',
      summary: 'Wait until the caller goes.',
      kind: 'effect',
      roles: ['user'],
      input: z.object({}),
      output: nothing,
      async run(_, { signal }) {
        const gone = new Promise((resolve) => signal.addEventListener('abort', resolve))
        client.abort()
        await gone
        aborted = true
        return {}
      },
    })
    const { app, owner } = await testApp({}, [defineModule({ name: 'waiting', title: 'Waiting', operations: [wait] })])
    const headers = { ...owner, 'content-type': 'application/json' }
    await app.request('/api/ops/wait', { method: 'POST', headers, body, signal: client.signal })
    expect(aborted).toBe(true)
  }
})
