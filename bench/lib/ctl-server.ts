import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { accounts, addAgent, changeProfile, createTenant, issueKey } from '../../packages/core/src/accounts/index.ts'
import { httpApp } from '../../packages/core/src/faces/http/app.ts'
import { serveHttp } from '../../packages/core/src/faces/http/serve.ts'
import { createApplication } from '../../packages/core/src/index.ts'
import { loopCtl } from '../../packages/loop-ctl/src/index.ts'
import type { Answer } from './tools.ts'

/** Who calls: a person, who makes projects, and three agents. */
export type Who = 'user' | 'implementer' | 'reviewer' | 'orchestrator'

/** loop-ctl over HTTP in this process, on a database of its own. */
export interface CtlServer {
  /** Sends one request and gives its status and its body. */
  send(who: Who | string | undefined, line: string, body?: object): Promise<{ status: number; body: Answer }>
  /** The same, which must succeed. */
  ask(who: Who | string | undefined, line: string, body?: object): Promise<Answer>
  /** A key of a new agent. */
  agent(name: string): Promise<string>
  application: ReturnType<typeof createApplication>
  close(): Promise<void>
}

const tenant = 'bench'

export async function ctlServer(databaseUrl: string): Promise<CtlServer> {
  const application = createApplication([loopCtl, accounts], { databaseUrl })
  const now = new Date()
  await createTenant(application.storage, { id: tenant, name: 'Bench' }, now)
  const write = <T>(work: Parameters<typeof application.storage.transaction<T>>[2]) =>
    application.storage.transaction(tenant, 'write', work)
  // What is measured is how fast calls are, so a key here may send more of them than any will.
  await write((db) => changeProfile(db, { settings: { rate_limit_requests_per_minute: 1_000_000 } }, now))
  const agent = async (name: string, role: 'agent' | 'orchestrator' = 'agent') =>
    write(async (db) => {
      const { id } = await addAgent(db, { name, type: role === 'agent' ? 'implementer' : 'orchestrator' }, now)
      return (await issueKey(db, { tenant, name, role, agentId: id }, now)).token
    })
  const keys: Record<Who, string> = {
    user: (await write((db) => issueKey(db, { tenant, name: 'person', role: 'user' }, now))).token,
    implementer: await agent('implementer'),
    reviewer: await agent('reviewer', 'orchestrator'),
    orchestrator: await agent('orchestrator', 'orchestrator'),
  }
  const app = httpApp(application, { name: 'bench', version: '0', auth: 'token', allowedHosts: [], allowedOrigins: [] })
  const listening = await serveHttp(app, { host: '127.0.0.1', port: 0, auth: 'token' })
  const client = new Agent({ keepAlive: true, maxSockets: 64 })
  const send: CtlServer['send'] = (who, line, body) =>
    sendLine({ client, url: listening.url, key: who && (keys[who as Who] ?? who) }, line, body)
  return {
    send,
    async ask(who, line, body) {
      const answer = await send(who, line, body)
      if (answer.status >= 300) throw new Error(`${line}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
    agent,
    application,
    async close() {
      client.destroy()
      await listening.close()
      await application.close()
    },
  }
}

interface Target {
  client: Agent
  url: string
  key: string | undefined
}

function sendLine({ client, url, key }: Target, line: string, body?: object): Promise<{ status: number; body: Answer }> {
  const [method, path] = line.split(' ') as [string, string]
  const content = body === undefined ? '' : JSON.stringify(body)
  const headers = {
    ...(key && { authorization: `Bearer ${key}` }),
    ...(content && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
  }
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method, agent: client, headers }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode!, body: answer === '' ? {} : JSON.parse(answer) }), reject)
    })
    sent.once('error', reject).end(content)
  })
}
