import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type TestDatabase, testDatabases } from 'loop-core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, newSdk, oldSdk } from './clients.ts'
import { emptyHome, queueBin, type StartedServer, startHttp } from './started.ts'

const run = promisify(execFile)

// biome-ignore lint/suspicious/noExplicitAny: the server has checked its answers against their schemas
type Answer = any

describe.each(testDatabases())('loop-queue on $name', ({ create }) => {
  let database: TestDatabase
  let home: Awaited<ReturnType<typeof emptyHome>>
  let server: StartedServer
  /** What a process needs to meet the server in one database, and what it needs to work against it. */
  let beside: Record<string, string>
  let against: Record<string, string>

  beforeAll(async () => {
    database = await create()
    home = await emptyHome()
    beside = { ...home.environment, DATABASE_URL: database.url }
    server = await startHttp(queueBin, beside)
    against = { ...home.environment, LOOP_SERVER: server.url, LOOP_KEY: server.key }
  })

  afterAll(async () => {
    await server?.stop()
    await database?.drop()
    await home?.remove()
  })

  async function commandLine(words: readonly string[], environment: Record<string, string> = beside): Promise<Answer> {
    const { stdout } = await run(process.execPath, [queueBin, ...words, '--json'], { env: environment })
    return JSON.parse(stdout)
  }

  function request(route: string, { body, ...headers }: Record<string, unknown> & { body?: unknown } = {}): Promise<Response> {
    const [method = '', path = ''] = route.split(' ')
    const sent = body !== undefined && { body: JSON.stringify(body) }
    const all = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json', ...headers } as Record<string, string>
    return fetch(`${server.url}${path}`, { method, headers: all, ...sent })
  }

  async function rest(route: string, options: Parameters<typeof request>[1] = {}): Promise<Answer> {
    const response = await request(route, options)
    const answer = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  }

  const ask = (name: string, body: object = {}, headers: object = {}) => rest(`POST /api/ops/${name}`, { body, ...headers })

  async function overMcp(connect: typeof newSdk, address: Parameters<typeof newSdk>[0], name: string, input: object): Promise<unknown> {
    const client = await connect(address)
    const { structured } = await client.callTool(name, input)
    await client.close()
    return structured
  }

  /** One workspace a test, named to every face in its own way. */
  function everyFace(slug: string, { name, input, words, route }: Asked): Record<string, Promise<unknown>> {
    const here = { ...beside, LOOP_QUEUE_WORKSPACE: slug, LOOP_TOOLS: 'all' }
    const header = { 'x-loop-workspace': slug }
    return {
      'MCP over stdio, new era': overMcp(newSdk, { bin: queueBin, environment: here }, name, input),
      'MCP over stdio, old era': overMcp(oldSdk, { bin: queueBin, environment: here }, name, input),
      'MCP over HTTP, new era': overMcp(byHand, { url: `${server.url}/mcp`, key: server.key, headers: header }, name, input),
      'MCP over HTTP, old era': overMcp(oldSdk, { url: `${server.url}/mcp`, key: server.key, headers: header }, name, input),
      'MCP over stdio, working against the server': overMcp(newSdk, { bin: queueBin, environment: { ...here, ...against } }, name, input),
      'its own route': rest(route, header),
      'the route of all operations': ask(name, input, header),
      'the command line': commandLine(['--workspace', slug, ...words]),
      'the command line, working against the server': commandLine(['--workspace', slug, ...words], against),
    }
  }

  interface Asked {
    name: string
    input: object
    words: string[]
    route: string
  }

  it('one call gives one answer on every face', async () => {
    const header = { 'x-loop-workspace': 'one-answer' }
    const { loop } = await ask('create_loop', { name: 'First', ai_context: 'Carefully' }, header)
    const made = { title: 'Write', body: 'It\nall', loop_id: loop.id, status: 'approved', due_date: '2030-01-31' }
    const { task } = await ask('create_task', made, header)
    await ask('add_comment', { task_id: task.id, body: 'Soon' }, header)
    const { id: task_id } = task
    const questions: Asked[] = [
      { name: 'get_task', input: { task_id }, words: ['task', 'get', task_id], route: `GET /api/v1/tasks/${task_id}` },
      { name: 'get_loop', input: { loop_id: loop.id }, words: ['loop', 'get', loop.id], route: `GET /api/v1/loops/${loop.id}` },
      { name: 'get_next_work', input: {}, words: ['next'], route: 'GET /api/v1/queue/next' },
      { name: 'get_loop_queue', input: {}, words: ['queue'], route: 'GET /api/v1/queue' },
      {
        name: 'list_tasks',
        input: { view: 'all', limit: 5 },
        words: ['task', 'list', '--view', 'all', '--limit', '5'],
        route: 'GET /api/v1/tasks?view=all&limit=5',
      },
    ]
    for (const question of questions) {
      const faces = everyFace('one-answer', question)
      const [first, ...others] = await Promise.all(Object.values(faces))
      expect(JSON.stringify(first)).toContain(loop.id)
      for (const [index, other] of others.entries()) expect(other, `${question.name}: ${Object.keys(faces)[index + 1]}`).toEqual(first)
    }
  })

  it('one refusal has the same words on every face, and a status or an exit code of its own', async () => {
    const task_id = '01KE70EHG0ZZZZZZZZZZZZZZZZ'
    const client = await newSdk({ bin: queueBin, environment: beside })
    const { text, isError } = await client.callTool('get_task', { task_id })
    await client.close()
    const response = await request(`GET /api/v1/tasks/${task_id}`)
    expect([isError, response.status]).toEqual([true, 404])
    expect(await response.json()).toEqual(JSON.parse(text))
    for (const environment of [beside, against]) {
      const failure = await run(process.execPath, [queueBin, 'task', 'get', task_id, '--json'], { env: environment }).catch(
        (error) => error,
      )
      expect([failure.code, JSON.parse(failure.stderr).error.message]).toEqual([1, JSON.parse(text).error.message])
    }
  })

  it('an old version in If-Match is a conflict, the present one is not, and ETag says which that is', async () => {
    for (const noun of ['task', 'loop'] as const) {
      const named = noun === 'task' ? { title: 'Old' } : { name: 'Old' }
      const made = await request(`POST /api/v1/${noun}s`, { body: named })
      const { id } = ((await made.json()) as Answer)[noun]
      const path = `/api/v1/${noun}s/${id}`
      const first = made.headers.get('etag')
      expect([first, (await request(`GET ${path}`)).headers.get('etag')]).toEqual(['"1"', '"1"'])
      expect((await request(`GET ${path}`, { 'if-none-match': first })).status).toBe(304)
      const changed = await request(`PATCH ${path}`, { 'if-match': first, body: noun === 'task' ? { title: 'New' } : { name: 'New' } })
      expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"'])
      const late = await request(`PATCH ${path}`, { 'if-match': first, body: noun === 'task' ? { title: 'Late' } : { name: 'Late' } })
      expect([late.status, await late.json()]).toMatchObject([409, { error: { code: 'version_mismatch' } }])
    }
    const workspace = await request('PATCH /api/v1/workspace', { 'if-match': '"7"', body: { name: 'Ours' } })
    expect([workspace.status, await workspace.json()]).toMatchObject([409, { error: { code: 'version_mismatch' } }])
  })

  it('an Idempotency-Key makes one thing of the same call twice, and refuses another', async () => {
    const key = { 'idempotency-key': 'once' }
    const first = await rest('POST /api/v1/tasks', { ...key, body: { title: 'Once' } })
    const again = await rest('POST /api/v1/tasks', { ...key, body: { title: 'Once' } })
    expect([again.task.id, again.replayed]).toEqual([first.task.id, true])
    const other = await request('POST /api/v1/tasks', { ...key, body: { title: 'Twice' } })
    expect([other.status, await other.json()]).toMatchObject([409, { error: { code: 'idempotency_mismatch' } }])
  })

  it('a deletion takes its arguments from the query', async () => {
    const ids = await Promise.all(['A', 'B'].map(async (title) => (await ask('create_task', { title, status: 'approved' })).task.id))
    const [task_id, depends_on_id] = ids
    await ask('add_dependency', { task_id, depends_on_id, kind: 'related' })
    const query = `depends_on_id=${depends_on_id}&kind=related`
    expect(await rest(`DELETE /api/v1/tasks/${task_id}/dependencies?${query}`)).toMatchObject({ changed: true })
    await ask('claim_task', { task_id })
    expect((await request(`DELETE /api/v1/tasks/${task_id}`)).status).toBe(409)
    expect(await rest(`DELETE /api/v1/tasks/${task_id}?override=true`)).toMatchObject({ deleted: true })
    expect((await request(`DELETE /api/v1/tasks/${task_id}?override=true`)).status).toBe(404)
  })

  it('a flag, a variable and a header lead to one workspace, and to no other', async () => {
    const { task } = await commandLine(['--workspace', 'x', 'task', 'create', 'T'])
    const { task: second } = await commandLine(['task', 'create', 'U', '--workspace', 'x'])
    const there = { tasks: [{ id: task.id }, { id: second.id }], total: 2 }
    expect(await commandLine(['task', 'list'], { ...beside, LOOP_QUEUE_WORKSPACE: 'x' })).toMatchObject(there)
    expect(await commandLine(['task', 'list'], { ...against, LOOP_QUEUE_WORKSPACE: 'x' })).toMatchObject(there)
    expect(await rest('GET /api/v1/tasks', { 'x-loop-workspace': 'x' })).toMatchObject(there)
    const elsewhere = await rest('GET /api/v1/tasks?limit=100')
    expect(elsewhere.tasks.map(({ id }: { id: string }) => id)).not.toContain(task.id)
    const absent = await request(`GET /api/v1/tasks/${task.id}`)
    expect([absent.status, (await request('GET /api/v1/tasks', { 'x-loop-workspace': 'Not One' })).status]).toEqual([404, 422])
  })

  it('work is found and claimed through another server', async () => {
    const words = ['--workspace', 'far']
    const { loop } = await commandLine([...words, 'loop', 'create', 'First'], against)
    const create = ['task', 'create', 'Far', '--loop-id', loop.id, '--status', 'approved']
    const { task } = await commandLine([...words, ...create], against)
    expect(await commandLine([...words, 'next'], against)).toMatchObject({ task: { id: task.id } })
    const claim = await commandLine([...words, 'task', 'claim-next', '--idempotency-key', 'mine'], against)
    expect(claim).toMatchObject({ task: { id: task.id, status: 'in_progress' }, lease: { generation: 1 } })
    const again = await commandLine([...words, 'task', 'claim-next', '--idempotency-key', 'mine'])
    expect([again.lease.token, again.replayed]).toEqual([claim.lease.token, true])
    const complete = ['task', 'complete', '--task-id', task.id, '--lease-token', claim.lease.token]
    expect(await commandLine([...words, ...complete], against)).toMatchObject({ task: { status: 'shipped' } })
    expect(await commandLine([...words, 'next'], against)).toMatchObject({ reason: 'none_approved' })
  })

  it('doctor prints its points and ends with 0 where all is well', async () => {
    const { stdout } = await run(process.execPath, [queueBin, 'doctor'], { env: beside })
    const points = stdout.split('\n').flatMap((line) => /^ok\s+(\w+)/.exec(line)?.[1] ?? [])
    expect(points).toEqual(['node', 'database', 'mail', 'clock', 'blockers', 'poisoned', 'stranded'])
  })
})
