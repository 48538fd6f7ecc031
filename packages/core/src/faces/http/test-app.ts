import { localOwner, localTenant } from '../../accounts/identities.ts'
import { issueKey } from '../../accounts/keys.ts'
import { ensureOwnerKey } from '../../accounts/owner-key.ts'
import type { Application } from '../../application.ts'
import type { Module } from '../../module.ts'
import { testLoop } from '../../testing/loop.ts'
import { type HttpOptions, httpApp } from './app.ts'
import type { HttpApp } from './environment.ts'
import { notes } from './test-notes.ts'

export { notes } from './test-notes.ts'

export interface TestApp {
  app: HttpApp
  application: Application
  /** The headers of a caller. */
  owner: Record<string, string>
  agent: Record<string, string>
  /** What was logged, in one text. */
  log(): string
}

/** Puts modules behind an app, with the key of the owner and that of an agent. */
export async function testApp(options: Partial<HttpOptions> = {}, modules: readonly Module[] = [notes]): Promise<TestApp> {
  const lines: unknown[] = []
  const write = (...words: unknown[]) => void lines.push(words)
  const { application } = testLoop(modules, {
    log: { debug: write, info: write, warn: write, error: write } as unknown as Application['log'],
  })
  const { storage, clock } = application
  const owner = await ensureOwnerKey(storage, clock())
  const key = { tenant: localTenant, name: 'Agent', role: 'agent', memberId: localOwner.id } as const
  const agent = await storage.transaction(localTenant, 'write', (db) => issueKey(db, key, clock()))
  const settings: HttpOptions = { name: 'loop-notes', version: '1.2.3', auth: 'token', allowedHosts: [], allowedOrigins: [], ...options }
  return {
    app: httpApp(application, settings),
    application,
    owner: { authorization: `Bearer ${owner}` },
    agent: { authorization: `Bearer ${agent.token}` },
    log: () => JSON.stringify(lines),
  }
}

/** The parts of a request with a JSON body. */
export function sends(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
}

export async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string } }
  return `${response.status} ${error.code}`
}
