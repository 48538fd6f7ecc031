import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { must } from './http.ts'

const home = mkdtempSync(join(tmpdir(), 'loop-example-'))

function start(file: string, words: readonly string[], environment: Record<string, string>, stderr: 'pipe' | 'inherit'): ChildProcess {
  const env = { PATH: process.env.PATH ?? '', HOME: home, ...environment }
  return spawn(process.execPath, ['--import', 'tsx', file, ...words], { cwd: import.meta.dirname, env, stdio: ['ignore', 'pipe', stderr] })
}

/** Reads the address and the owner's key from what the first start of a server says. */
async function whereIs(server: ChildProcess): Promise<{ url: string; key: string }> {
  let said = ''
  for await (const line of createInterface(server.stderr!)) {
    said += `${line}\n`
    const [url] = /http:\/\/[\d.]+:\d+/.exec(said) ?? []
    const [key] = /lc_[\w-]{40}/.exec(said) ?? []
    if (url && key) return { url, key }
  }
  throw new Error(`The server ended before it listened:\n${said}`)
}

/** Each agent gets a key of its own; the role says exactly what the key may do. */
async function keyFor(owner: { url: string; key: string }, name: string, role: 'agent' | 'orchestrator'): Promise<string> {
  const { agent } = await must(owner, '/api/ops/create_agent', { name, type: role === 'agent' ? 'implementer' : 'orchestrator' })
  return (await must(owner, '/api/ops/create_key', { name, role, agent_id: agent.id })).token
}

/** Somebody has to say what is to be done. */
async function plan(owner: { url: string; key: string }): Promise<string> {
  const { project } = await must(owner, '/api/v1/projects', { name: 'Shop', slug: 'shop' })
  const { epic } = await must(owner, `/api/v1/projects/${project.id}/epics`, { number: 1, title: 'Accounts' })
  const criteria = [{ criterion: 'a wrong password is refused' }, { criterion: 'a right one is not' }]
  const story = { number: '1.1', title: 'Log in', acceptance_criteria: criteria }
  return (await must(owner, `/api/v1/epics/${epic.id}/stories`, story)).story.id
}

async function work(name: string, story: string, environment: Record<string, string>): Promise<void> {
  const agent = start('agent.ts', [name, story], environment, 'inherit')
  for await (const line of createInterface(agent.stdout!)) console.log(line)
}

const server = start('server.ts', ['--http', '--port', '0'], { LOOP_HOME: join(home, '.loop') }, 'pipe')
try {
  const owner = await whereIs(server)
  server.stderr!.resume()
  const id = await plan(owner)
  const roles = { implementer: 'agent', reviewer: 'agent', orchestrator: 'orchestrator' } as const
  const keys = await Promise.all(Object.entries(roles).map(([name, role]) => keyFor(owner, name, role)))
  const environments = keys.map((key) => ({ LOOPCTL_SERVER: owner.url, LOOPCTL_API_KEY: key }))
  await Promise.all(Object.keys(roles).map((name, index) => work(name, id, environments[index]!)))
  const { story } = await must(owner, `/api/v1/stories/${id}`)
  const separate = story.assigned_agent_id !== story.reported_by_agent_id
  console.log(
    `\n${story.title}: ${story.agent_status}, ${story.verified_status}; ${separate ? 'reported by another agent' : 'SELF-REPORTED'}.`,
  )
} finally {
  server.kill('SIGTERM')
  await once(server, 'exit')
  rmSync(home, { recursive: true })
}
