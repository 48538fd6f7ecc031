import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProcess, startServer } from './fixtures/process.ts'

const home = mkdtempSync(join(tmpdir(), 'loop-ctl-'))
let server: Awaited<ReturnType<typeof startServer>>
let keys: Record<string, string>

/** Sends one request with a key, and gives its answer. */
async function send(path: string, key: string, body: object) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const response = await fetch(`${server.url}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(await response.text())
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shapes their own schemas have checked
  return response.json() as Promise<any>
}

async function makeKey(role: string, agent_id?: string): Promise<string> {
  return (await send('api_keys', server.key, { name: role, role, agent_id })).api_key.raw_key
}

/** A key of a role for an agent of its own. */
async function keyOf(role: 'agent' | 'orchestrator', name: string): Promise<string> {
  const first = await makeKey('agent')
  const { agent } = await send('agents/register', first, { name, agent_type: role === 'agent' ? 'implementer' : 'orchestrator' })
  return role === 'agent' ? first : makeKey(role, agent.id)
}

beforeAll(async () => {
  server = await startServer(home)
  const LOOPCTL_AGENT_KEY = await keyOf('agent', 'builder')
  const LOOPCTL_REVIEWER_KEY = await keyOf('orchestrator', 'reviewer')
  const LOOPCTL_ORCH_KEY = await keyOf('orchestrator', 'judge')
  keys = { LOOPCTL_SERVER: server.url, LOOPCTL_AGENT_KEY, LOOPCTL_REVIEWER_KEY, LOOPCTL_ORCH_KEY }
  const { project } = await send('projects', server.key, { name: 'My project', slug: 'my-project' })
  const stories = [{ number: '1.1', title: 'Log in', acceptance_criteria: [{ criterion: 'It opens' }] }]
  await send(`projects/${project.id}/import`, server.key, { epics: [{ number: 1, title: 'Accounts', stories }] })
}, 120_000)

afterAll(() => {
  server?.stop()
  rmSync(home, { recursive: true, force: true })
})

const loopctl = (words: string, env: Record<string, string> = keys) => runProcess(words.split(' '), home, env)

describe('loopctl against a server', { timeout: 180_000 }, () => {
  it('81. takes a story from first to last, each step with the key of who takes it', async () => {
    const life = ['contract US-1.1', 'claim US-1.1', 'start US-1.1', 'request-review US-1.1', 'report US-1.1']
    const judged = ['review-complete US-1.1 --type enhanced', 'verify US-1.1 --result pass --summary Done --review-type enhanced']
    for (const words of [...life, ...judged]) expect(await loopctl(words), words).toMatchObject({ exitCode: 0 })
    const { stdout } = await loopctl('status --project my-project --format human')
    expect(stdout).toContain('verification_percentage: 100')
  })

  it('81. exits with 1 where the server refuses, with 3 where there is none, and with 2 where it is not understood', async () => {
    const [refused, nowhere, wrong] = await Promise.all([
      loopctl('claim US-9.9 --format human'),
      loopctl('claim US-1.1', { ...keys, LOOPCTL_SERVER: 'http://127.0.0.1:1' }),
      loopctl('clam'),
    ])
    expect(refused).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/^Error: Not found \(404 story_not_found\)\n/) })
    expect(nowhere).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('Check that the server runs and that LOOPCTL_SERVER is its'),
    })
    expect(wrong).toMatchObject({ exitCode: 2 })
  })

  it('says which variables hold a key, and how to save one, where there is none', async () => {
    const { exitCode, stderr } = await loopctl('claim US-1.1 --format human', { LOOPCTL_SERVER: server.url })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Set LOOPCTL_API_KEY or LOOPCTL_AGENT_KEY.\n  Or save one on this machine: loopctl auth login')
  })

  it('registers the agent of the key that calls', async () => {
    const key = { LOOPCTL_SERVER: server.url, LOOPCTL_API_KEY: await makeKey('agent') }
    const { exitCode, stdout } = await loopctl('agent register --name newcomer --type implementer --format human', key)
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/name +newcomer/)])
  })

  it('keeps a server and a key once the server has taken the key', async () => {
    const failed = await loopctl(`auth login --server ${server.url} --key lc_wrong --format human`, {})
    expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('(401 ') })
    expect(await loopctl('config show', {})).toMatchObject({ exitCode: 0, stdout: '{}\n' })
    const { exitCode, stdout } = await loopctl(`auth login --server ${server.url} --key ${server.key}`, {})
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ role: 'user', server: server.url, saved: true })])
    expect(stdout).not.toContain(server.key)
    expect(JSON.parse(readFileSync(join(home, '.loopctl/config.json'), 'utf8'))).toEqual({ server: server.url, api_key: server.key })
    expect(JSON.parse((await loopctl('auth whoami', {})).stdout)).toMatchObject({ role: 'user', key_prefix: server.key.slice(0, 8) })
  })
})
