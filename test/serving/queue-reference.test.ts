import { testDatabases } from 'loop-core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyClient, byHand, newSdk, oldSdk } from './clients.ts'
import { referenceTools } from './queue-reference.ts'
import { emptyHome, queueBin } from './started.ts'

const names = referenceTools.map(({ name }) => name)
const core = ['claim_next_work', 'complete_task', 'create_task', 'get_next_work', 'get_task', 'heartbeat_task', 'release_task']
const standard = [...new Set([...names, ...core, 'claim_task', 'add_dependency', 'add_comment', 'list_inbox'])]

let home: Awaited<ReturnType<typeof emptyHome>>
const started: AnyClient[] = []

beforeAll(async () => {
  home = await emptyHome()
})

afterAll(async () => {
  await Promise.all(started.map((client) => client.close()))
  await home?.remove()
})

async function start(environment: Record<string, string>, connect = byHand): Promise<AnyClient> {
  const client = await connect({ bin: queueBin, environment: { ...home.environment, ...environment } })
  started.push(client)
  return client
}

describe.each([
  ['an SDK 2 client', newSdk],
  ['an SDK 1 client', oldSdk],
  ['a client written by hand', byHand],
])('%s', (_, connect) => {
  it.each([
    ['seed', names],
    ['core', core],
    ['standard', standard],
  ])('is shown exactly the tools of the toolset %s', async (LOOP_TOOLS, expected) => {
    const client = await start({ LOOP_TOOLS }, connect)
    expect((await client.listTools()).map(({ name }) => name).toSorted()).toEqual(expected.toSorted())
  })
})

it('has twenty tools of the reference, seven at the core and twenty-eight that are shown unless told otherwise', async () => {
  expect([names.length, core.length, standard.length]).toEqual([20, 7, 28])
  const client = await start({})
  expect((await client.listTools()).map(({ name }) => name).toSorted()).toEqual(standard.toSorted())
})

describe('tools/list', () => {
  interface Property {
    type?: string | string[]
    anyOf?: Property[]
  }
  const typesOf = ({ type = [], anyOf = [] }: Property): string[] => [...[type].flat(), ...anyOf.flatMap(typesOf)]

  let tools: Awaited<ReturnType<AnyClient['listTools']>>

  beforeAll(async () => {
    tools = await (await start({ LOOP_TOOLS: 'seed' })).listTools()
  })

  it.each(referenceTools)('$name takes the arguments of the reference and requires nothing more', (reference) => {
    const { inputSchema } = tools.find(({ name }) => name === reference.name)!
    expect(inputSchema.required ?? []).toEqual(reference.required)
    const properties = inputSchema.properties as Record<string, Property>
    for (const [name, type] of Object.entries(reference.arguments)) expect(typesOf(properties[name] ?? {}), name).toContain(type)
  })
})

// biome-ignore lint/suspicious/noExplicitAny: the server has checked its answers against their schemas
type Answer = any

/** Every tool of the reference once, in an order that makes sense, with all of its arguments; the connector's ids in lower case. */
async function wholeStory(ask: (name: string, input?: object) => Promise<Answer>): Promise<void> {
  const title = { title: 'Fix login', body: 'The form loses the password.' }
  const texts = { ai_context: 'Touch nothing else.', description: 'For people', visibility: 'public' }
  const { loop } = await ask('create_loop', { name: 'v2 Auth Refactor', ...texts })
  const { task } = await ask('create_task', { ...title, loop_id: loop.id, priority: 'high' })
  const { task: other } = await ask('create_task', { title: 'Alone' })
  const [loop_id, task_id] = [loop.id.toLowerCase(), task.id.toLowerCase()]
  await ask('list_tasks', { status: 'open', priority: 'none' })
  await ask('update_task', { task_id, ...title, status: 'approved', priority: 'urgent', due_date: '2030-01-31', loop_id })
  await ask('update_task', { task_id, due_date: null, loop_id: null })
  const all = { task_ids: [task_id, other.id], loop_id, priority: 'low', status: 'approved' }
  expect(await ask('bulk_update_tasks', all)).toMatchObject({ updated: 2 })
  const made = await ask('create_loop_from_tasks', { loop_name: 'Bugs', task_ids: [other.id], loop_description: 'Small ones' })
  await ask('set_loop_priority', { loop_id, priority: 0.5 })
  await ask('reorder_loops', { loop_ids: [loop_id, made.loop.id] })
  expect(await ask('get_next_work')).toMatchObject({ loop: { id: loop.id }, task: { id: task.id } })
  await ask('close_loop', { loop_id })
  await ask('reopen_loop', { loop_id })
  for (const name of ['get_loop_queue', 'get_queue_stats', 'get_workspace', 'list_loops']) await ask(name)
  for (const workflow of ['triage', 'organize', 'implement', 'manage']) await ask('get_workflow', { workflow })
  expect(await ask('get_task', { task_id })).toMatchObject({ task: { id: task.id, loop_id: loop.id } })
  for (const status of ['in_progress', 'on_hold', 'rejected', 'approved', 'shipped']) await ask('update_task', { task_id, status })
  expect(await ask('get_loop', { loop_id })).toMatchObject({ tasks: [{ id: task.id, status: 'shipped' }] })
  await ask('ship_loop', { loop_id })
  await ask('delete_task', { task_id: other.id.toLowerCase() })
}

describe.each(testDatabases())('on $name', ({ create }) => {
  it('every tool of the reference does its work with all the arguments of the reference', async () => {
    const database = await create()
    const client = await start({ DATABASE_URL: database.url, LOOP_TOOLS: 'seed' })
    const called = new Set<string>()
    await wholeStory(async (name, input = {}) => {
      called.add(name)
      const { structured, text, isError } = await client.callTool(name, input)
      if (isError) throw new Error(`${name}: ${text}`)
      return structured
    })
    expect([...called].toSorted()).toEqual(names.toSorted())
    await client.close()
    await database.drop()
  })
})
