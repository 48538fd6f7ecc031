import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callables, defineModule, type Module, refuseTwins } from './module.ts'
import { nothing, operation, type Route } from './operation.ts'
import { prompt } from './prompt.ts'
import { resource } from './resource.ts'

const read = (name: string, ...rest: Route[]) =>
  operation({
    name,
    title: 'T',
    summary: 'S',
    kind: 'read',
    roles: ['user'],
    rest,
    input: z.object({}),
    output: nothing,
    run: async () => ({}),
  })
const page = (name: string, uri: string) =>
  resource({ name, title: 'T', summary: 'S', roles: ['user'], uri, mimeType: 'text/plain', read: () => '' })
const define = (parts: Partial<Module>) => () => defineModule({ name: 'shop', title: 'Shop', operations: [], ...parts })

describe('defineModule()', () => {
  it.each(['Shop', 'my-shop', 'shop_', '1shop', '', 'a'.repeat(21)])('refuses the name %j', (name) => {
    expect(define({ name })).toThrow(/must be one lower-case word of at most 20 characters/)
  })

  it('refuses two operations with one name', () => {
    expect(define({ operations: [read('list_tasks'), read('list_tasks')] })).toThrow('list_tasks and list_tasks both claim "list_tasks".')
  })

  it('refuses two operations with one route, whatever its parameters are called', () => {
    const operations = [read('get_task', 'GET /tasks/:id'), read('find_task', 'GET /tasks/:task_id')]
    expect(define({ operations })).toThrow('get_task and find_task both claim "GET /tasks/*".')
    expect(define({ operations: [read('get_task', 'GET /tasks/:id'), read('list_tasks', 'GET /tasks')] })).not.toThrow()
  })

  it('refuses a resource or a prompt with the name of an operation', () => {
    expect(define({ operations: [read('guide')], resources: [page('guide', 'loop://shop/guide')] })).toThrow(
      'guide and guide both claim "guide".',
    )
    const words = prompt({ name: 'guide', title: 'T', summary: 'S', roles: ['user'], write: () => '' })
    expect(define({ operations: [read('guide')], prompts: [words] })).toThrow(/both claim "guide"/)
  })

  it('refuses two modules that both give one further member of the OpenAPI document', () => {
    const hinting = (name: string) => define({ name, title: name, openapi: { 'x-agent-hints': [] } })()
    expect(() => refuseTwins([hinting('one'), hinting('two')])).toThrow('one and two both claim "OpenAPI x-agent-hints".')
    const sending = (name: string) => define({ name, title: name, openapi: { webhooks: { 'note.saved': {} as never } } })()
    expect(() => refuseTwins([sending('one'), sending('two')])).toThrow('one and two both claim "OpenAPI webhook note.saved".')
  })

  it('refuses two resources at one address, whatever its parameters are called', () => {
    const resources = [page('one_task', 'loop://shop/{id}'), page('any_task', 'loop://shop/{task}')]
    expect(define({ resources })).toThrow('one_task and any_task both claim "loop://shop/*".')
  })

  const room = { header: 'X-Loop-Room', flag: 'room', describe: 'Which room' }
  const config = z.object({ SHOP_ROOM: z.string().optional(), SHOP_HALL: z.string().optional() })

  it.each([
    ['that is not in its config', { SHOP_FLOOR: room }],
    ['whose header is that of something else', { SHOP_ROOM: { ...room, header: 'Authorization' } }],
    ['whose header no request can have', { SHOP_ROOM: { ...room, header: 'X-Loop Room' } }],
    ['whose flag nobody can type', { SHOP_ROOM: { ...room, flag: '--room' } }],
  ])('refuses a setting of a call %s', (_, perCall) => {
    expect(define({ config, perCall })).toThrow(/must be in the module's config/)
  })

  it('refuses two settings of a call with one header or one flag', () => {
    expect(define({ config, perCall: { SHOP_ROOM: room, SHOP_HALL: { ...room, header: 'X-LOOP-ROOM', flag: 'hall' } } })).toThrow(
      'SHOP_ROOM and SHOP_HALL both claim "x-loop-room".',
    )
    expect(define({ config, perCall: { SHOP_ROOM: room, SHOP_HALL: { ...room, header: 'X-Loop-Hall' } } })).toThrow(
      'SHOP_ROOM and SHOP_HALL both claim "--room".',
    )
  })

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(define({})())).toBe(true)
  })
})

describe('callables()', () => {
  it('are the operations and those beneath resources, prompts and completions', () => {
    const module = define({
      operations: [read('list_tasks')],
      resources: [page('guide', 'loop://shop/guide')],
      prompts: [prompt({ name: 'plan', title: 'T', summary: 'S', roles: ['user'], write: () => '' })],
      completions: { id: async () => [] },
    })()
    expect(callables(module).map(({ name }) => name)).toEqual(['list_tasks', 'guide', 'plan', 'complete_shop'])
    expect(callables(define({})())).toEqual([])
  })
})
