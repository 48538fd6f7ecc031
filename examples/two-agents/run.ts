import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { must } from './http.ts'

const home = mkdtempSync(join(tmpdir(), 'loop-example-'))

/** Starts another program of this folder as this one was started: by tsx, or compiled. */
function start(name: string, words: readonly string[], environment: Record<string, string>, stderr: 'pipe' | 'inherit'): ChildProcess {
  const env = { PATH: process.env.PATH ?? '', HOME: home, ...environment }
  const file = join(import.meta.dirname, name + extname(import.meta.filename))
  return spawn(process.execPath, [...process.execArgv, file, ...words], { env, stdio: ['ignore', 'pipe', stderr] })
}

/** Reads the address and the owner's key from what the first start of a server says. */
async function whereIs(server: ChildProcess): Promise<Owner> {
  let said = ''
  for await (const line of createInterface(server.stderr!)) {
    said += `${line}\n`
    const [url] = /http:\/\/[\d.]+:\d+/.exec(said) ?? []
    const [key] = /lc_[\w-]{40}/.exec(said) ?? []
    if (url && key) return { url, key }
  }
  throw new Error(`The server ended before it listened:\n${said}`)
}

type Owner = { url: string; key: string }

/** An agent registers itself, once, with an agent key of its own. */
async function registered(owner: Owner, name: string, type: 'implementer' | 'orchestrator'): Promise<{ key: string; agent: string }> {
  const { api_key } = await must(owner, '/api/v1/api_keys', { name, role: 'agent' })
  const { agent } = await must({ url: owner.url, key: api_key.raw_key }, '/api/v1/agents/register', { name, agent_type: type })
  return { key: api_key.raw_key, agent: agent.id }
}

/** Who verifies gets a second key for the registered agent, whose role says exactly that. */
async function orchestratorKey(owner: Owner): Promise<string> {
  const { agent } = await registered(owner, 'orchestrator', 'orchestrator')
  const wanted = { name: 'orchestrator', role: 'orchestrator', agent_id: agent }
  return (await must(owner, '/api/v1/api_keys', wanted)).api_key.raw_key
}

/** Somebody has to say what is to be done. */
async function plan(owner: Owner): Promise<string> {
  const { project } = await must(owner, '/api/v1/projects', { name: 'Shop', slug: 'shop' })
  const acceptance_criteria = [{ criterion: 'a wrong password is refused' }, { criterion: 'a right one is not' }]
  const stories = [{ number: '1.1', title: 'Log in', acceptance_criteria }]
  await must(owner, `/api/v1/projects/${project.id}/import`, { epics: [{ number: 1, title: 'Accounts', stories }] })
  const { data } = await must(owner, `/api/v1/stories/ready?project_id=${project.id}`)
  return data[0].id
}

async function work(name: string, story: string, environment: Record<string, string>): Promise<void> {
  const agent = start('agent', [name, story], environment, 'inherit')
  for await (const line of createInterface(agent.stdout!)) console.log(line)
}

const server = start('server', ['--http', '--port', '0'], { LOOP_HOME: join(home, '.loop') }, 'pipe')
try {
  const owner = await whereIs(server)
  server.stderr!.resume()
  const id = await plan(owner)
  const keys = {
    implementer: (await registered(owner, 'implementer', 'implementer')).key,
    reviewer: (await registered(owner, 'reviewer', 'implementer')).key,
    orchestrator: await orchestratorKey(owner),
  }
  await Promise.all(Object.entries(keys).map(([name, key]) => work(name, id, { LOOPCTL_SERVER: owner.url, LOOPCTL_API_KEY: key })))
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
