import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyHome, gateBin, gatewayBin, type StartedServer, startHttp } from './started.ts'

let home: Awaited<ReturnType<typeof emptyHome>>
const running: ChildProcess[] = []

beforeEach(async () => {
  home = await emptyHome()
})

afterEach(async () => {
  for (const child of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  await home.remove()
})

/** A server over stdio whose every line of output is kept. */
function startStdio(environment: Record<string, string> = home.environment) {
  const child = spawn(process.execPath, [gateBin], { env: environment, stdio: 'pipe' })
  running.push(child)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  child.stderr.resume()
  const ended = once(child, 'exit')
  const replies = () =>
    output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  const reply = async (id: number | null) => {
    while (!replies().some((one) => one.id === id)) await sleep(10)
    return replies().find((one) => one.id === id)
  }
  const send = (message: unknown) => child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`)
  return { child, send, reply, replies, ended }
}

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
}

const call = (id: number, name: string, input: unknown) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: input },
})
const waiting = { task_summary: 'x', work_done: 'y', stopping_reason: 'waiting_for_user' }

describe('over stdio', () => {
  it('the end of stdin ends the process, also after a call has opened the database', async () => {
    const { child, send, reply, ended } = startStdio()
    send(initialize)
    await reply(1)
    send(call(2, 'should_continue', waiting))
    expect((await reply(2)).result.structuredContent.decision_id).toMatch(/^dc_/)
    child.stdin.end()
    expect(await ended).toEqual([0, null])
  })

  it('stdout holds protocol and nothing else, however much is logged', async () => {
    const { send, reply, replies } = startStdio({ ...home.environment, LOOP_LOG_LEVEL: 'debug' })
    send(initialize)
    await reply(1)
    send(call(2, 'should_continue', waiting))
    send(call(3, 'should_continue', { ...waiting, confidence: 'very' }))
    await reply(3)
    expect(replies().every((line) => line.jsonrpc === '2.0')).toBe(true)
  })

  it('survives malformed JSON, unknown methods, unknown tools, wrong types and unknown keys, and says what to do', async () => {
    const { send, reply } = startStdio()
    send(initialize)
    await reply(1)
    send('{"jsonrpc": "2.0", "id": 5, "method"')
    send({ jsonrpc: '2.0', id: 6, method: 'tools/juggle' })
    expect((await reply(6)).error.code).toBe(-32601)
    send(call(7, 'should_juggle', {}))
    expect((await reply(7)).error).toMatchObject({ code: -32602, message: 'There is no tool named "should_juggle". Ask for tools/list.' })
    send(call(8, 'should_continue', { ...waiting, work_done: 7, verified: true }))
    const { result } = await reply(8)
    expect(result.isError).toBe(true)
    expect(JSON.parse(result.content[0].text).error).toMatchObject({
      kind: 'invalid_input',
      message: expect.stringMatching(/work_done: .*; verified: is not an argument here/),
      hints: [expect.stringContaining('task_summary, work_done')],
    })
    send(call(9, 'should_continue', waiting))
    expect((await reply(9)).result.structuredContent.approved).toBe(true)
  })

  it('loads no native code before a call needs the database', async () => {
    const marker = join(home.environment.HOME!, 'loaded')
    const hook = join(home.environment.HOME!, 'hook.cjs')
    await writeFile(
      hook,
      `const load = process.dlopen; process.dlopen = (...words) => { require('node:fs').appendFileSync(${JSON.stringify(marker)}, words[1] + '\\n'); return load.apply(process, words) }`,
    )
    const { send, reply } = startStdio({ ...home.environment, NODE_OPTIONS: `--require ${hook}` })
    send(initialize)
    await reply(1)
    send({ jsonrpc: '2.0', id: 2, method: 'tools/list' })
    expect((await reply(2)).result.tools.map(({ name }: { name: string }) => name)).toContain('should_continue')
    send({ jsonrpc: '2.0', id: 3, method: 'resources/read', params: { uri: 'loop://gate/guide' } })
    expect((await reply(3)).result.contents[0].text).toContain('should_continue')
    expect(existsSync(marker)).toBe(false)
    send(call(4, 'should_continue', waiting))
    await reply(4)
    expect(await readFile(marker, 'utf8')).toContain('better_sqlite3.node')
  })

  it('answers where the database cannot be used, and keeps nothing', async () => {
    await writeFile(
      join(home.environment.HOME!, 'garbage.db'),
      'this is no database, and long enough to be read as a header of one'.repeat(20),
    )
    const { send, reply } = startStdio({ ...home.environment, LOOP_DB_PATH: join(home.environment.HOME!, 'garbage.db') })
    send(initialize)
    await reply(1)
    send(call(2, 'should_continue', waiting))
    expect((await reply(2)).result.structuredContent).toMatchObject({ approved: true, decision_id: null })
  })
})

describe('over HTTP', () => {
  let server: StartedServer

  beforeEach(async () => {
    server = await startHttp(gatewayBin, home.environment)
    running.push(server.process)
  })

  it('prints the owner key once and never again', async () => {
    expect(server.key).toMatch(/^lc_.{40}$/)
    expect(server.said()).toContain(
      `claude mcp add --transport http --scope user loop ${server.url}/mcp --header "Authorization: Bearer ${server.key}"`,
    )
    expect(await server.stop()).toBe(0)
    const again = await startHttp(gatewayBin, home.environment)
    running.push(again.process)
    expect(again.said()).not.toMatch(/lc_[A-Za-z0-9_-]{40}/)
    const headers = { authorization: `Bearer ${server.key}` }
    expect((await fetch(`${again.url}/api/ops/who_am_i`, { method: 'POST', headers })).status).toBe(200)
  })

  it('refuses a foreign Host or Origin, a body over 4 MiB, broken JSON and a missing key', async () => {
    const post = (path: string, headers: Record<string, string>, body: string) =>
      fetch(`${server.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
    const key = { authorization: `Bearer ${server.key}` }
    for (const path of ['/mcp', '/mcp/gate', '/api/ops/who_am_i', '/api/v1/gate/should-continue', '/health', '/docs', '/openapi.json']) {
      expect((await post(path, { ...key, origin: 'http://evil.example' }, '{}')).status, path).toBe(403)
      expect((await post(path, key, ' '.repeat(4 * 1024 * 1024 + 1))).status, path).toBe(413)
    }
    const broken = await post('/api/ops/should_continue', key, '{"task_summary":')
    expect(broken.status).toBe(400)
    expect(await broken.json()).toMatchObject({ error: { code: 'bad_json' } })
    expect((await post('/mcp', {}, '{}')).status).toBe(401)
    expect((await post('/api/ops/who_am_i', {}, '{}')).status).toBe(401)
  })

  it('a key that was revoked is refused from the next request on', async () => {
    const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' }
    const operate = async (name: string, input: unknown, authorization = headers.authorization) =>
      fetch(`${server.url}/api/ops/${name}`, { method: 'POST', headers: { ...headers, authorization }, body: JSON.stringify(input) })
    const created = await operate('create_key', { name: 'worker', role: 'agent' })
    const { key, token } = (await created.json()) as { key: { id: string }; token: string }
    expect((await operate('who_am_i', {}, `Bearer ${token}`)).status).toBe(200)
    expect((await operate('list_keys', {}, `Bearer ${token}`)).status).toBe(403)
    await operate('revoke_key', { id: key.id })
    expect((await operate('who_am_i', {}, `Bearer ${token}`)).status).toBe(401)
  })

  it('what was answered before kill -9 is there after it', async () => {
    const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' }
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () =>
        decided(await fetch(`${server.url}/api/v1/gate/should-continue`, { method: 'POST', headers, body: JSON.stringify(waiting) })),
      ),
    )
    server.process.kill('SIGKILL')
    await once(server.process, 'exit')
    const { default: Database } = await import('better-sqlite3')
    const file = new Database(join(home.environment.LOOP_HOME!, 'data/loop.db'))
    const kept = file.prepare('select id from gate_decisions').all() as { id: string }[]
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(kept.map(({ id }) => id).sort()).toEqual(answers.sort())
    expect(file.prepare(`select count(*) as count from core_events where type = 'stop.approved'`).get()).toEqual({ count: 20 })
    file.close()
  })
})

async function decided(response: Response): Promise<string> {
  const { decision_id } = (await response.json()) as { decision_id: string }
  return decision_id
}

it('a first start that finds its port taken makes no key, so that the next one can show it', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const words = ['--port', String((taken.address() as AddressInfo).port)]
  await expect(startHttp(gatewayBin, home.environment, words)).rejects.toThrow(/is taken by another program/)
  taken.close()
  const server = await startHttp(gatewayBin, home.environment)
  running.push(server.process)
  expect(server.key).toMatch(/^lc_/)
})

it('two first starts at once make one owner key', async () => {
  const started = await Promise.all([startHttp(gatewayBin, home.environment), startHttp(gatewayBin, home.environment)])
  running.push(...started.map(({ process }) => process))
  expect(started.filter(({ key }) => key !== '')).toHaveLength(1)
})
