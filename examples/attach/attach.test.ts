import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, expect, it } from 'vitest'

let home: string
let client: Client

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'loop-attach-'))
  const env = { PATH: process.env.PATH ?? '', HOME: home, LOOP_HOME: join(home, '.loop') }
  client = new Client({ name: 'test', version: '1.0.0' })
  // What `npx tsx server.ts` runs.
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: ['--import', 'tsx', 'server.ts'], cwd: import.meta.dirname, env }),
  )
})

afterAll(async () => {
  await client?.close()
  await rm(home, { recursive: true, force: true })
})

it('shows the tools of both', async () => {
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['get_weather', 'should_continue']))
})

it('still tells the weather', async () => {
  const { content } = await client.callTool({ name: 'get_weather', arguments: { city: 'Delft' } })
  expect(content).toEqual([{ type: 'text', text: 'It is sunny in Delft.' }])
})

it('asks whether the work is done, and keeps the answer', async () => {
  const report = { task_summary: 'Look at the sky', work_done: 'Looked', stopping_reason: 'task_complete' }
  const { structuredContent } = await client.callTool({ name: 'should_continue', arguments: report })
  expect(structuredContent).toMatchObject({ approved: false, decision_id: expect.stringMatching(/^dc_/) })
})

it('brings the resources and the prompt along', async () => {
  const { resources } = await client.listResources()
  expect(resources.map(({ uri }) => uri)).toContain('loop://gate/guide')
  const { prompts } = await client.listPrompts()
  expect(prompts.map(({ name }) => name)).toContain('loop_control')
})
