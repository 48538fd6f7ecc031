import { spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { testDatabases } from 'loop-core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyClient, newSdk, oldSdk } from './clients.ts'
import { emptyHome, learnBin, type StartedServer, startHttp } from './started.ts'

const six = ['loop_ping', 'loop_session_start', 'loop_session_end', 'loop_observe', 'loop_get_nudge', 'loop_reflect']

let home: Awaited<ReturnType<typeof emptyHome>>

beforeAll(async () => {
  home = await emptyHome()
})

afterAll(() => home.remove())

const start = (words: readonly string[], more: Record<string, string> = {}) =>
  spawnSync(process.execPath, [learnBin, ...words], { env: { ...home.environment, ...more }, input: '', encoding: 'utf8' })

describe('loop-learn over stdio', () => {
  it('1. 2. 13. speaks MCP, shows its tools and resources, and ends when stdin closes', async () => {
    const client = new Client({ name: 'test', version: '1.0.0' })
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [learnBin], env: home.environment }))
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(expect.arrayContaining(six))
    const { resources } = await client.listResources()
    const uris = ['loop://learner-profile', 'loop://blind-spots', 'loop://weekly-review']
    expect(resources.map(({ uri }) => uri)).toEqual(expect.arrayContaining(uris))
    for (const uri of uris) {
      const { contents } = await client.readResource({ uri })
      expect(contents[0]!.mimeType).toBe('application/json')
    }
    await client.close()
    expect(start([]).status).toBe(0)
  })

  it('8. 12. 20. keeps notes in one private file, and needs no key for anything', async () => {
    for (const connect of [newSdk, oldSdk]) {
      const client = await connect({ bin: learnBin, environment: home.environment })
      const { structured } = await client.callTool('loop_session_start', { domain: 'coding' })
      expect(structured).toMatchObject({ context: { threshold: 'survival', mode_source: 'default' } })
      expect((await client.callTool('loop_observe', { kind: 'struggle', content: 'The tests hang' })).structured!.stored).toBe(true)
      for (const [name, input] of [
        ['loop_get_nudge', { asked: true }],
        ['loop_reflect', {}],
        ['loop_session_end', {}],
      ] as const)
        expect((await client.callTool(name, input)).isError, name).toBe(false)
      await client.close()
    }
    const file = join(home.environment.LOOP_HOME!, 'data/loop.db')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('9. does not start with a threshold that there is none of, and names the three', () => {
    const { status, stderr, stdout } = start(['ping'], { LOOP_THRESHOLD: 'expert' })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('survival, transitional, generative')
    expect(start(['profile', 'get', '--json'], { LOOP_THRESHOLD: 'generative' }).stdout).toContain('"threshold_source": "environment"')
  })
})

describe('loop-learn over HTTP', () => {
  it('needs no key on loopback', async () => {
    const server = await startHttp(learnBin, home.environment)
    const routes = ['profile', 'sessions', 'insights/blind-spots', 'insights/weekly-reviews', 'insights/trajectory']
    for (const route of routes) expect((await fetch(`${server.url}/api/${route}`)).status, route).toBe(200)
    const answer = await fetch(`${server.url}/api/auth/signup`, post({ email: 'you@example.com' }))
    expect([answer.status, server.key]).toEqual([404, ''])
    await server.stop()
  })

  it('14. does not serve many people without a database and an encryption key', () => {
    const { status, stderr } = start(['--http', '--hosted'])
    expect(status).toBe(2)
    expect(stderr).toContain('DATABASE_URL and LOOP_ENCRYPTION_KEY')
    expect(start(['--http', '--hosted'], { DATABASE_URL: 'file:/tmp/x.db', LOOP_ENCRYPTION_KEY: 'x' }).status).toBe(2)
  })
})

const postgres = testDatabases().find(({ name }) => name === 'postgres')

describe.skipIf(postgres === undefined)('loop-learn for many', () => {
  let database: { url: string; drop(): Promise<void> }
  let server: StartedServer

  beforeAll(async () => {
    database = await postgres!.create()
    const LOOP_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64')
    const environment = {
      ...home.environment,
      DATABASE_URL: database.url,
      LOOP_ENCRYPTION_KEY,
      LOOP_HOST: '127.0.0.1',
      LOOP_THRESHOLD: 'expert',
    }
    server = await startHttp(learnBin, environment, ['--hosted'])
  })

  afterAll(async () => {
    await server?.stop()
    await database?.drop()
  })

  async function signUp(email: string): Promise<{ key: string; client: AnyClient }> {
    const answer = await fetch(`${server.url}/api/auth/signup`, post({ email }))
    const { api_key: key } = (await answer.json()) as { api_key: string }
    return { key, client: await newSdk({ url: `${server.url}/mcp`, key }) }
  }

  it('4. 6. 7. 23. gives each an account whose notes no other sees', async () => {
    const [one, other] = [await signUp('one@example.com'), await signUp('other@example.com')]
    const { structured } = await one.client.callTool('loop_observe', { kind: 'struggle', content: 'Only mine' })
    const { id } = structured!.session as { id: string }
    const get = (path: string, key: string) => fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${key}` } })
    expect((await get(`/api/sessions/${id}`, one.key)).status).toBe(200)
    expect((await get(`/api/sessions/${id}`, other.key)).status).toBe(404)
    expect(await (await get('/api/sessions', other.key)).json()).toMatchObject({ sessions: [], total: 0 })
    expect(await (await get('/api/profile', other.key)).json()).toMatchObject({
      profile: { threshold: 'transitional', threshold_source: 'default' },
    })
    const found = await other.client.callTool('recall_observations', { query: 'mine' })
    expect(found.structured).toMatchObject({ observations: [] })
    for (const path of ['/api/profile', '/api/sessions', '/mcp']) expect((await fetch(`${server.url}${path}`)).status, path).toBe(401)
    await Promise.all([one.client.close(), other.client.close()])
  })

  it('11. keeps the key of a person for a model encrypted, and shows the end of it alone', async () => {
    const { key, client } = await signUp('third@example.com')
    const own = `sk-ant-${'a'.repeat(40)}wxyz`
    const answer = await fetch(`${server.url}/api/profile`, { ...post({ anthropic_api_key: own }, key), method: 'PUT' })
    const text = await answer.text()
    expect(JSON.parse(text).profile.anthropic_api_key).toMatchObject({ hint: 'wxyz', status: 'unused' })
    expect(text + server.said()).not.toContain(own)
    await client.close()
  })
})

function post(body: object, key?: string) {
  const headers = { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) }
  return { method: 'POST', headers, body: JSON.stringify(body) }
}
