import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { scripts, startAnthropicServer } from '../fixtures/anthropic-server.ts'
import { program } from '../fixtures/program.ts'

const key = 'sk-ant-of-this-server'

it('13. speaks the protocol alone on stdout, and takes nothing for the model but what is its own, whatever the environment says', async () => {
  const home = await mkdtemp(join(tmpdir(), 'loop-learn-'))
  const server = await startAnthropicServer()
  onTestFinished(async () => {
    await server.close()
    await rm(home, { recursive: true, force: true })
  })
  server.answers(scripts.good)
  const { child, said, call } = start({
    HOME: home,
    ANTHROPIC_API_KEY: key,
    LOOP_ANTHROPIC_BASE_URL: server.url,
    ANTHROPIC_LOG: 'debug',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
    ANTHROPIC_AUTH_TOKEN: 'another-token',
    ANTHROPIC_CUSTOM_HEADERS: 'authorization: Bearer another\nx-api-key: another',
    ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE: 'content',
  })
  await call('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } })
  for (const part of ['one', 'two', 'three', 'four', 'five'])
    await call('tools/call', { name: 'loop_observe', arguments: { kind: 'decision', content: `Chose a violin ${part}` } })
  await call('tools/call', { name: 'loop_session_end', arguments: {} })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1), 20_000)
  expect(server.asked[0]).toMatchObject({ key, block: { observations: { length: 5 } } })
  child.stdin.end()
  await once(child, 'exit')
  for (const line of said.stdout.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' })
  expect(said.stdout + said.stderr).not.toContain(key)
  expect(said.stderr).not.toContain('violin')
})

/** The server on stdio, to which one speaks by hand so that each byte is seen. */
function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [program], { env: { PATH: process.env.PATH ?? '', ...environment } })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  let id = 0
  const call = async (method: string, params: object) => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })}\n`)
    while (!said.stdout.includes(`"id":${id}`)) await once(child.stdout, 'data')
  }
  return { child, said, call }
}
