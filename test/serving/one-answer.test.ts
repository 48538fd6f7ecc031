import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from '../architecture/source-files.ts'
import { byHand, newSdk, oldSdk } from './clients.ts'
import { emptyHome, gateBin, gatewayBin, type StartedServer, startHttp } from './started.ts'

const run = promisify(execFile)
const input = { task_summary: 'Fix it', work_done: 'Fixed it', stopping_reason: 'task_complete', confidence: 0.9 }
const words = [
  'should-continue',
  '--task-summary',
  'Fix it',
  '--work-done',
  'Fixed it',
  '--stopping-reason',
  'task_complete',
  '--confidence',
  '0.9',
]

let home: Awaited<ReturnType<typeof emptyHome>>
let gateway: StartedServer

beforeAll(async () => {
  home = await emptyHome()
  gateway = await startHttp(gatewayBin, home.environment)
})

afterAll(async () => {
  await gateway?.stop()
  await home?.remove()
})

/** The command line exits with 1 for a denial, which is an answer all the same. */
async function commandLine(environment: Record<string, string>): Promise<unknown> {
  const { stdout } = await run(process.execPath, [gateBin, ...words, '--json'], { env: environment }).catch((failure) => failure)
  return JSON.parse(stdout)
}

async function rest(path: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' }
  return (await fetch(`${gateway.url}${path}`, { method: 'POST', headers, body: JSON.stringify(input) })).json()
}

async function overMcp(connect: typeof newSdk, address: Parameters<typeof newSdk>[0]): Promise<unknown> {
  const client = await connect(address)
  const { structured } = await client.callTool('should_continue', input)
  await client.close()
  return structured
}

/** The example server on SDK 1.x that has loop-gate attached. */
function attached() {
  const environment = { ...home.environment, NODE_OPTIONS: '--import tsx' }
  return { bin: join(root, 'examples/attach/server.ts'), environment }
}

it('one operation gives one answer on every face', async () => {
  const remote = { ...home.environment, LOOP_SERVER: gateway.url, LOOP_KEY: gateway.key }
  const answers: Record<string, unknown> = {
    'MCP over stdio, new era': await overMcp(newSdk, { bin: gateBin, environment: home.environment }),
    'MCP over stdio, old era': await overMcp(oldSdk, { bin: gateBin, environment: home.environment }),
    'MCP over HTTP, new era': await overMcp(byHand, { url: `${gateway.url}/mcp`, key: gateway.key }),
    'MCP over HTTP, old era': await overMcp(oldSdk, { url: `${gateway.url}/mcp`, key: gateway.key }),
    'attached to an SDK 1.x server': await overMcp(oldSdk, attached()),
    'MCP over stdio, working against the gateway': await overMcp(newSdk, { bin: gateBin, environment: remote }),
    'its own route': await rest('/api/v1/gate/should-continue'),
    'the route of all operations': await rest('/api/ops/should_continue'),
    'the command line': await commandLine(home.environment),
    'the command line, working against the gateway': await commandLine(remote),
  }
  const [first, ...others] = Object.values(answers).map((answer) => ({ ...(answer as object), decision_id: 'its own' }))
  expect(first).toMatchObject({ approved: false, issues: [{ code: 'no_verification' }, { code: 'short_summary' }] })
  for (const [index, other] of others.entries()) expect(other, Object.keys(answers)[index + 1]).toEqual(first)
})

it('a bad argument is refused in the same words on every face', async () => {
  const bad = { ...input, confidence: 7 }
  const client = await newSdk({ bin: gateBin, environment: home.environment })
  const overStdio = JSON.parse((await client.callTool('should_continue', bad)).text)
  await client.close()
  const headers = { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' }
  const response = await fetch(`${gateway.url}/api/ops/should_continue`, { method: 'POST', headers, body: JSON.stringify(bad) })
  expect(response.status).toBe(422)
  expect(await response.json()).toEqual(overStdio)
  const whole = ['should-continue', '--input', JSON.stringify(bad), '--json']
  const failure = await run(process.execPath, [gateBin, ...whole], { env: home.environment }).catch((error) => error)
  expect(failure.code).toBe(2)
  // The command line knows one thing more: where its own help is.
  const hints = [...overStdio.error.hints, 'See: loop-gate should-continue --help']
  expect(JSON.parse(failure.stderr)).toEqual({ error: { ...overStdio.error, hints } })
})

it('the command line exits with 0 for approved, 1 for denied, 2 for wrong usage and 3 for a server out of reach', async () => {
  const codeOf = (args: string[], environment: Record<string, string>) =>
    run(process.execPath, [gateBin, ...args], { env: environment }).then(
      () => 0,
      (error) => error.code,
    )
  const approved = ['should-continue', '--task-summary', 'x', '--work-done', 'a, b', '--stopping-reason', 'user_requested_stop']
  expect(await codeOf(approved, home.environment)).toBe(0)
  expect(await codeOf(words, home.environment)).toBe(1)
  expect(await codeOf(['should-continue', '--task-sumary', 'x'], home.environment)).toBe(2)
  expect(await codeOf(approved, { ...home.environment, LOOP_SERVER: 'http://127.0.0.1:9' })).toBe(3)
})
