import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { localPrincipal } from '../accounts/identities.ts'
import type { Caller } from '../caller.ts'
import { foreignText, notes } from '../fixtures/notes.ts'
import { recordingLog } from '../fixtures/recording-log.ts'
import { localCaller } from '../local-caller.ts'
import { defineModule } from '../module.ts'
import { nothing, operation } from '../operation.ts'
import { resource } from '../resource.ts'
import { testLoop } from '../testing/index.ts'
import { text } from '../text.ts'
import { callTool, complete, createSurface, findResource, rpcErrorOf, toolDefinition } from './surface.ts'

const { log, lines } = recordingLog()
const identity = { name: 'loop-test', version: '1.2.3', log }
const surface = createSurface(identity, [notes], notes.operations)
const toolNamed = (name: string) => notes.operations.find((tool) => tool.name === name)!

describe('createSurface()', () => {
  it('is titled like its one module, and else like all of Loop', () => {
    const other = defineModule({ name: 'other', title: 'Other', instructions: 'And so on.', operations: [] })
    expect(surface.title).toBe('Notes')
    const both = createSurface(identity, [notes, other], [])
    expect([both.title, both.instructions]).toEqual(['Loop', 'Keep a note with add_note.\n\nAnd so on.'])
  })
})

describe('toolDefinition()', () => {
  it('is what tools/list shows', () => {
    const { inputSchema, outputSchema, ...rest } = toolDefinition(toolNamed('erase_notes'))
    expect(rest).toEqual({
      name: 'erase_notes',
      title: 'Erase notes',
      description: 'Delete every text.',
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    })
    expect(inputSchema).toEqual({ type: 'object', properties: {} })
    expect(outputSchema).toEqual({ type: 'object' })
  })

  it('carries the meta that its author gives', () => {
    const loud = operation({ ...toolNamed('list_notes'), meta: { 'a/b': true }, run: async () => ({ notes: [] }) })
    expect(toolDefinition(loud)).toMatchObject({ _meta: { 'a/b': true } })
  })
})

describe('callTool()', () => {
  const caller = localCaller(testLoop([notes], { log }).application, localPrincipal())
  const request = (name: string, input: unknown) => ({ operation: toolNamed(name), input })

  it('shows the answer in the words of the operation, where it has its own', async () => {
    const judge = operation({
      name: 'judge',
      title: 'T',
      summary: 'S',
      kind: 'effect',
      roles: ['user'],
      input: z.object({}),
      output: z.object({ message: z.string(), more: z.number() }),
      text: ({ message }) => message,
      run: async () => ({ message: 'Approved.', more: 1 }),
    })
    const module = defineModule({ name: 'court', title: 'Court', operations: [judge] })
    const judging = localCaller(testLoop([module]).application, localPrincipal())
    expect(await callTool(createSurface(identity, [module], [judge]), judging, { operation: judge, input: {} }, {})).toEqual({
      content: [{ type: 'text', text: 'Approved.' }],
      structuredContent: { message: 'Approved.', more: 1 },
    })
  })

  it('makes a refusal a result that a model can read', async () => {
    expect(await callTool(surface, caller, request('spoil_note', { text: 'x', how: 'refusal' }), {})).toMatchInlineSnapshot(`
      {
        "_meta": {
          "loop/error": {
            "code": "note_spoiled",
            "kind": "conflict",
          },
        },
        "content": [
          {
            "text": "{"error":{"status":409,"kind":"conflict","code":"note_spoiled","message":"The note is spoiled. Use add_note.","hints":["Use add_note."],"spoiled":"x"}}",
            "type": "text",
          },
        ],
        "isError": true,
      }
    `)
  })

  it('lets no foreign text through, not even from a caller that throws it', async () => {
    lines.length = 0
    const broken: Caller = { ...caller, call: () => Promise.reject(new Error(foreignText)) }
    const result = await callTool(surface, broken, request('list_notes', {}), {})
    expect(JSON.stringify(result)).not.toContain(foreignText)
    expect(JSON.stringify(lines)).toContain(foreignText)
  })
})

describe('findResource()', () => {
  const page = (name: string, uri: string) =>
    resource({
      name,
      title: 'T',
      summary: 'S',
      roles: ['user'],
      uri,
      mimeType: 'text/plain',
      parameters: z.object({ id: text(9) }),
      read: () => '',
    })
  const pages = [
    page('any', 'loop://a/{id}'),
    page('fixed', 'loop://a/guide'),
    page('deep', 'loop://a/{id}/parts/{part}.md'),
    page('odd', 'loop://b/(x)+{id}'),
  ]
  const found = (uri: string) => {
    const match = findResource({ ...surface, resources: pages }, uri)
    return match && [match.resource.operation.name, match.parameters]
  }

  it.each([
    ['loop://a/guide', ['fixed', {}]],
    ['loop://a/7', ['any', { id: '7' }]],
    ['loop://a/two%20words%2Fone', ['any', { id: 'two words/one' }]],
    ['loop://a/100%', ['any', { id: '100%' }]],
    ['loop://a/7/parts/one.md', ['deep', { id: '7', part: 'one' }]],
    ['loop://b/(x)+7', ['odd', { id: '7' }]],
  ])('finds %s: %j', (uri, match) => {
    expect(found(uri)).toEqual(match)
  })

  it.each(['loop://a/', 'loop://a/7/', 'loop://a/7/parts/onexmd', 'loop://a/7?x=1', 'loop://a/7#x', 'loop://b/xx7', 'http://a/7', ''])(
    'finds nothing at %j',
    (uri) => {
      expect(found(uri)).toBeUndefined()
    },
  )
})

describe('complete()', () => {
  it('shows the first hundred of many values and says how many there are', async () => {
    const caller: Caller = {
      call: async () => ({ values: Array.from({ length: 150 }, (_, index) => String(index)) }),
      allowed: async () => undefined,
      close: async () => {},
    }
    const request = { ref: { name: 'rewrite_note' }, argument: { name: 'text', value: '' } }
    const { values, total, hasMore } = await complete(surface, caller, request, {})
    expect([values.length, total, hasMore]).toEqual([100, 150, true])
    expect(await complete(surface, caller, { ...request, argument: { name: 'constructor', value: '' } }, {})).toEqual({
      values: [],
      total: 0,
      hasMore: false,
    })
  })
})

describe('rpcErrorOf()', () => {
  it('blames the caller for a refusal and us for a failure', async () => {
    const caller = localCaller(testLoop([notes], { log }).application, localPrincipal())
    const error = async (name: string, input: unknown) => rpcErrorOf(surface, await caller.call(name, input).catch((thrown) => thrown))
    expect(await error('notes_note', { text: 'absent' })).toMatchObject({
      code: -32602,
      message: 'There is no such note. See list_notes.',
      data: { kind: 'not_found' },
    })
    expect(await error('notes_note', { text: 'broken' })).toMatchObject({ code: -32603, data: { kind: 'internal' } })
    expect(rpcErrorOf(surface, new Error(foreignText)).message).not.toContain(foreignText)
  })
})

it('an operation with nothing to say still has a structure', async () => {
  const quiet = operation({
    name: 'be_quiet',
    title: 'T',
    summary: 'S',
    kind: 'effect',
    roles: ['user'],
    input: z.object({}),
    output: nothing,
    run: async () => ({}),
  })
  const module = defineModule({ name: 'quiet', title: 'Quiet', operations: [quiet] })
  const caller = localCaller(testLoop([module]).application, localPrincipal())
  expect(await callTool(createSurface(identity, [module], [quiet]), caller, { operation: quiet, input: undefined }, {})).toEqual({
    content: [{ type: 'text', text: '{}' }],
    structuredContent: {},
  })
})
