import { afterAll, beforeAll, expect, test } from 'vitest'
import { ctlBin, emptyHome, gateBin, gatewayBin, learnBin, queueBin, type StartedServer, startHttp } from '../serving/started.ts'
import { type BearerProxy, bearerProxy } from './bearer-proxy.ts'
import { fixtureFreeScenarios, runFixtureFree } from './fixture-free.ts'
import { serveFixture } from './fixture-server.ts'
import { type Revision, runRequirements, runScenarios, type ScenarioResult } from './run-suite.ts'
import type { ServedMcp } from './serve-mcp.ts'

const timeout = 300_000

const commands = { 'loop-ctl': ctlBin, 'loop-gate': gateBin, 'loop-learn': learnBin, 'loop-queue': queueBin, 'loop-gateway': gatewayBin }

interface Guarded {
  server: StartedServer
  proxy: BearerProxy
}

let fixture: ServedMcp
let home: Awaited<ReturnType<typeof emptyHome>>
const servers: Record<string, Guarded> = {}

beforeAll(async () => {
  fixture = await serveFixture()
  home = await emptyHome()
  for (const [name, bin] of Object.entries(commands)) servers[name] = await start(name, bin)
})

afterAll(async () => {
  for (const { server, proxy } of Object.values(servers)) {
    proxy.close()
    await server.stop()
  }
  await fixture?.close()
  await home?.remove()
})

/** The suite cannot send a key, so a proxy adds it. */
async function start(name: string, bin: string): Promise<Guarded> {
  const server = await startHttp(bin, { ...home.environment, LOOP_AUTH: 'token', LOOP_HOME: `${home.environment.LOOP_HOME}-${name}` })
  return { server, proxy: await bearerProxy(new URL(`${server.url}/mcp`), server.key) }
}

const withProblems = (results: ScenarioResult[]) => results.filter(({ problems }) => problems.length > 0)

const required: [Revision, number][] = [
  ['2025-11-25', 30],
  ['2026-07-28', 37],
]

test.each(required)('our serving code passes all that %s requires: %i scenarios', { timeout }, async (revision, count) => {
  const results = await runRequirements(fixture.url, revision)
  expect(withProblems(results)).toEqual([])
  expect(results).toHaveLength(count)
})

const real = required.flatMap(([revision]) => Object.keys(commands).map((name) => [name, revision] as const))

test.each(real)('%s behind its key passes what needs no fixture (%s)', { timeout }, async (name, revision) => {
  const results = await runFixtureFree(servers[name]!.proxy.url, revision)
  expect(withProblems(results)).toEqual([])
  expect(results.map(({ scenario }) => scenario)).toEqual(fixtureFreeScenarios(revision))
})

test('a scenario that fails, and one that does not exist, are reported', { timeout }, async () => {
  const results = await runScenarios(servers['loop-gate']!.proxy.url, '2025-11-25', ['tools-call-simple-text', 'no-such-scenario'])
  expect(results.map(({ scenario, problems }) => [scenario, problems.length > 0])).toEqual([
    ['tools-call-simple-text', true],
    ['no-such-scenario', true],
  ])
})
