import { expect, test } from 'vitest'
import { z } from 'zod'
import { accounts } from '../../accounts/module.ts'
import { type ErrorBody, LoopError } from '../../error.ts'
import { defineModule } from '../../module.ts'
import { nothing, operation } from '../../operation.ts'
import { notes, testApp } from './fixtures/app.ts'
import type { OpenApi } from './openapi.ts'
import { gathered } from './openapi-schemas.ts'
import { httpRoutes } from './table.ts'

interface Listed {
  method: string
  path: string
  operation: string
}

async function everything() {
  const { app, owner, log } = await testApp({}, [notes, accounts])
  const document = (await (await app.request('/openapi.json')).json()) as OpenApi
  const { routes, count } = (await (await app.request('/api/v1/routes', { headers: owner })).json()) as { routes: Listed[]; count: number }
  return { app, owner, log, document, routes, count }
}

const own = [
  ...['/', '/api/v1', '/api/v1/', '/api/v1/openapi', '/api/v1/routes', '/docs', '/health', '/openapi.json', '/swagger', '/swaggerui'],
].map((path) => `GET ${path}`)

/** Without the names of parameters, in which a document and its routes may differ. */
function shapes(addresses: readonly string[]): string[] {
  return [...new Set(addresses)].map((address) => address.replaceAll(/:\w+|\{\w+\}/g, '*')).toSorted()
}

function operationsOf(document: OpenApi) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, object]) => ({ address: `${method.toUpperCase()} ${path}`, object })),
  )
}

test('the document, the list of routes and the router agree', async () => {
  const { app, document, routes, count } = await everything()
  const listed = shapes(routes.map(({ method, path }) => `${method} ${path}`))
  const served = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/docs/'))
  const named = routes.map(({ method, path, operation }) => `${method} ${path} ${operation}`)
  expect(shapes(operationsOf(document).map(({ address }) => address))).toEqual(listed)
  expect(shapes(operationsOf(document).map(({ address, object }) => `${address} ${object.operationId.split('.')[0]}`))).toEqual(
    shapes(named),
  )
  expect(shapes(served.map(({ method, path }) => `${method} ${path}`))).toEqual(shapes([...listed, ...own]))
  expect(count).toBe(listed.length)
})

test('every listed route leads to its operation', async () => {
  const { app, owner, routes, log } = await everything()
  for (const { method, path } of routes) await app.request(path.replaceAll(/:\w+/g, 'x'), { method, headers: owner })
  const reached = [...log().matchAll(/"route":"([^"]+)"/g)].map((match) => match[1])
  expect(new Set(reached)).toEqual(new Set(['/openapi.json', '/api/v1/routes', ...routes.map(({ path }) => path)]))
})

test('the document begins with the addresses that operations have of their own', async () => {
  const { document } = await everything()
  const paths = Object.keys(document.paths)
  const byName = paths.filter((path) => path.startsWith('/api/ops/'))
  expect(paths.slice(-byName.length)).toEqual(byName)
})

test('one operation in the list has all that a caller needs', async () => {
  const { routes } = await everything()
  expect(routes.find(({ path }) => path === '/api/v1/notes/:note_id')).toEqual({
    method: 'DELETE',
    path: '/api/v1/notes/:note_id',
    operation: 'delete_note',
    summary: 'Remove one note.',
    description: 'Remove one note.',
    roles: ['user'],
  })
})

test('operation ids are the names of the operations, and aliases have a suffix', async () => {
  const { document } = await everything()
  const ids = operationsOf(document).map(({ object }) => object.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(
    expect.arrayContaining(['get_note', 'get_note.2', 'get_note.3', 'save_note', 'break_note', 'tidy_notes', 'note_guide']),
  )
})

test('one description, whole', async () => {
  const { document } = await everything()
  expect(document.paths['/api/v1/notes/{note_id}']?.put).toMatchInlineSnapshot(`
    {
      "description": "Write one note.",
      "operationId": "save_note",
      "parameters": [
        {
          "description": "Note id",
          "in": "path",
          "name": "note_id",
          "required": true,
          "schema": {
            "maxLength": 20,
            "minLength": 1,
            "type": "string",
          },
        },
        {
          "in": "header",
          "name": "Idempotency-Key",
          "required": false,
          "schema": {
            "maxLength": 128,
            "type": "string",
          },
        },
        {
          "in": "header",
          "name": "If-Match",
          "required": false,
          "schema": {
            "type": "integer",
          },
        },
      ],
      "requestBody": {
        "content": {
          "application/json": {
            "schema": {
              "additionalProperties": false,
              "properties": {
                "idempotency_key": {
                  "$ref": "#/components/schemas/save_note.input/properties/idempotency_key",
                },
                "if_version": {
                  "$ref": "#/components/schemas/save_note.input/properties/if_version",
                },
                "title": {
                  "$ref": "#/components/schemas/save_note.input/properties/title",
                },
              },
              "required": [
                "title",
              ],
              "type": "object",
            },
          },
        },
        "required": true,
      },
      "responses": {
        "201": {
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/save_note.output",
              },
            },
          },
          "description": "The answer",
          "headers": {
            "ETag": {
              "description": "The version of the answer",
              "schema": {
                "type": "string",
              },
            },
          },
        },
        "400": {
          "$ref": "#/components/responses/Error",
        },
        "401": {
          "$ref": "#/components/responses/Error",
        },
        "403": {
          "$ref": "#/components/responses/Error",
        },
        "404": {
          "$ref": "#/components/responses/Error",
        },
        "409": {
          "$ref": "#/components/responses/Error",
        },
        "422": {
          "$ref": "#/components/responses/Error",
        },
        "429": {
          "$ref": "#/components/responses/Error",
        },
        "default": {
          "$ref": "#/components/responses/Error",
        },
      },
      "summary": "Save note",
      "tags": [
        "notes",
      ],
    }
  `)
})

test('a 204 is described without a body', async () => {
  const { document } = await everything()
  expect(document.paths['/api/v1/notes/{note_id}']?.delete?.responses['204']).toEqual({ description: 'The answer' })
})

test.each([
  ['/api/v1/notes/{note_id}', 'put', '400 401 403 404 409 422 429'],
  ['/api/v1/notes/{note_id}', 'get', '401 403 404 422 429'],
  ['/api/v1/notes', 'get', '401 403 422 429'],
  ['/api/v1/notes/ready', 'get', '401 403 429'],
  ['/api/auth/signup', 'post', '400 409 422'],
])('%s %s documents the refusals %s', async (path, method, refusals) => {
  const { document } = await everything()
  const responses = Object.entries(document.paths[path]![method]!.responses).filter(([status]) => status >= '400' && status <= '499')
  expect(responses.map(([status]) => status).join(' ')).toBe(refusals)
  for (const [, response] of responses) expect(response).toEqual({ $ref: '#/components/responses/Error' })
})

const described = defineModule({
  ...notes,
  openapi: {
    tags: [
      { name: 'Notes', operations: /note/, description: 'What was written down.' },
      { name: 'Reading', operations: /^(get|list)_/, description: 'Without changing anything.' },
    ],
    examples: {
      save_note: {
        input: { id: 'n1', title: 'Milk' },
        output: { note: { id: 'n1', title: 'Milk' } },
        refusal: new LoopError('conflict', 'Somebody else wrote it.', { data: { current_version: 3 } }).toJSON() as ErrorBody,
      },
    },
    webhooks: {
      'note.saved': {
        summary: 'A note was written.',
        description: 'To whoever asked.',
        tag: 'Notes',
        headers: { 'X-Signature': 'Of the body' },
        payload: z.object({ title: z.string(), next: z.object({ page: z.int() }).meta({ id: 'NextPage' }) }),
        example: { title: 'Milk', next: { page: 2 } },
      },
    },
    refusalMembers: { current_version: { type: 'integer' } },
    'x-agent-hints': { start: ['list_notes'] },
  },
})

async function describedDocument(query = '') {
  const { app } = await testApp({}, [described, accounts])
  return (await (await app.request(`/openapi.json${query}`)).json()) as OpenApi
}

test('an operation is in the last group of its module that its name fits, or in that of the module', async () => {
  const { paths, tags } = await describedDocument()
  expect(paths['/api/v1/notes/{note_id}']?.get?.tags).toEqual(['Reading'])
  expect(paths['/api/v1/notes/{note_id}']?.put?.tags).toEqual(['Notes'])
  expect(paths['/api/auth/signup']?.post?.tags).toEqual(['notes'])
  expect(tags).toEqual([
    { name: 'Notes', description: 'What was written down.' },
    { name: 'Reading', description: 'Without changing anything.' },
    { name: 'notes', description: notes.title },
    { name: 'accounts', description: accounts.title },
  ])
})

test('an example shows each argument where it is said, the answer under its status and the refusal under its own', async () => {
  const { paths } = await describedDocument()
  const { parameters, requestBody, responses } = paths['/api/v1/notes/{note_id}']!.put!
  expect(parameters.map(({ name, ...rest }) => [name, 'example' in rest && rest.example])).toEqual([
    ['note_id', 'n1'],
    ['Idempotency-Key', false],
    ['If-Match', false],
  ])
  expect(requestBody).toMatchObject({ content: { 'application/json': { example: { title: 'Milk' } } } })
  expect(responses['201']).toMatchObject({ content: { 'application/json': { example: { note: { id: 'n1', title: 'Milk' } } } } })
  expect(responses['409']).toMatchObject({ content: { 'application/json': { example: { error: { status: 409, current_version: 3 } } } } })
})

test('what a module sends is described with its headers, and a schema with a name of its own stands once', async () => {
  const { webhooks, components } = await describedDocument()
  expect(webhooks['note.saved']).toEqual({
    post: {
      operationId: 'webhook.note.saved',
      summary: 'A note was written.',
      description: 'To whoever asked.',
      tags: ['Notes'],
      security: [],
      parameters: [{ name: 'X-Signature', in: 'header', required: true, description: 'Of the body', schema: { type: 'string' } }],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/webhook.note.saved' },
            example: { title: 'Milk', next: { page: 2 } },
          },
        },
      },
      responses: { '2XX': { description: 'It arrived' }, default: { description: 'It did not arrive' } },
    },
  })
  expect(components.schemas['webhook.note.saved']).toMatchObject({ properties: { next: { $ref: '#/components/schemas/NextPage' } } })
  expect(components.schemas.NextPage).toMatchObject({ properties: { page: { type: 'integer' } } })
  expect(components.schemas.Error).toMatchObject({ properties: { error: { properties: { current_version: { type: 'integer' } } } } })
})

test('what a module adds is not in the document of another', async () => {
  expect((await describedDocument())['x-agent-hints']).toEqual({ start: ['list_notes'] })
  const other = await describedDocument('?module=accounts')
  expect(other).not.toHaveProperty('x-agent-hints')
  expect(other.webhooks).toEqual({})
  expect(other.components.schemas.Error).not.toHaveProperty('properties.error.properties.current_version')
})

test('two schemas that differ cannot have one name', () => {
  const schema = { type: 'object' }
  expect(
    gathered([
      ['One', schema],
      ['One', { ...schema }],
    ]),
  ).toEqual({ One: schema })
  expect(() =>
    gathered([
      ['One', schema],
      ['One', {}],
    ]),
  ).toThrow('Two different schemas are named One.')
})

test('query parameters have their description beside their schema', async () => {
  const { document } = await everything()
  expect(document.paths['/api/v1/notes']?.get?.parameters[0]).toEqual({
    name: 'limit',
    in: 'query',
    required: false,
    description: 'How many',
    schema: { type: 'integer', default: 20, minimum: 1, maximum: 100 },
  })
})

test('what is public needs no key', async () => {
  const { document } = await everything()
  expect(document.security).toEqual([{ bearer: [] }])
  expect(document.paths['/api/auth/signup']?.post?.security).toEqual([{}, { bearer: [] }])
  expect(document.paths['/api/v1/notes']?.get?.security).toBeUndefined()
})

test('the document keeps the rules of OpenAPI that no schema of it can say', async () => {
  const { document } = await everything()
  const templates = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'))
  expect(new Set(templates).size).toBe(templates.length)
  for (const reference of referencesIn(document))
    expect(reference, `${reference} leads nowhere`).toSatisfy((it: string) => pointsTo(document, it) !== undefined)
  for (const name of Object.keys(document.components.schemas)) expect(name).toMatch(/^[a-zA-Z0-9._-]+$/)
  for (const { address, object } of operationsOf(document)) {
    const inPath = object.parameters.filter((parameter) => parameter.in === 'path')
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(address.match(/\{\w+\}/g) ?? [])
    expect(inPath.every(({ required }) => required)).toBe(true)
    expect(new Set(object.parameters.map((parameter) => `${parameter.in} ${parameter.name}`)).size).toBe(object.parameters.length)
    expect(/^(GET|DELETE) /.test(address) && 'requestBody' in object).toBe(false)
    expect(object.description.length).toBeGreaterThan(0)
  }
})

test('the document is plain JSON Schema 2020-12, and a recursive type stays one', async () => {
  const { document } = await everything()
  const json = JSON.stringify(document)
  expect(json).not.toContain('"$schema"')
  expect(json).not.toContain('"#/$defs')
  expect(referencesIn(document.components.schemas['plan_notes.input'])).toEqual(
    expect.arrayContaining([expect.stringMatching(/^#\/components\/schemas\/plan_notes\.input\/\$defs\//)]),
  )
})

test('one module can be asked for by name', async () => {
  const { app } = await everything()
  const document = (await (await app.request('/openapi.json?module=accounts')).json()) as OpenApi
  expect(new Set(operationsOf(document).flatMap(({ object }) => object.tags))).toEqual(new Set(['accounts']))
  expect(referencesIn(document).every((reference) => pointsTo(document, reference) !== undefined)).toBe(true)
  expect(await (await app.request('/openapi.json?module=note')).json()).toMatchObject({
    error: { status: 404, code: 'module_not_found', message: 'No such module is mounted here. There are: notes, accounts.' },
  })
})

test('a route whose parameter is no argument stops the start', () => {
  const stray = operation({
    name: 'get_stray',
    title: 'Get stray',
    summary: 'Never.',
    kind: 'read',
    roles: ['user'],
    rest: ['GET /api/strays/:stray_id'],
    input: z.object({ id: z.string() }),
    output: nothing,
    run: async () => ({}),
  })
  expect(() => httpRoutes([defineModule({ name: 'strays', title: 'Strays', operations: [stray] })])).toThrow(
    'get_stray has the route /api/strays/:stray_id, but no argument stray_id.',
  )
})

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : referencesIn(inner)))
}

function pointsTo(document: OpenApi, reference: string): unknown {
  const steps = reference.replace(/^#\//, '').split('/')
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document)
}
