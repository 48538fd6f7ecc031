import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localPrincipal } from '../accounts/identities.ts'
import type { Principal } from '../actor.ts'
import { notes } from '../fixtures/notes.ts'
import { recordingLog } from '../fixtures/recording-log.ts'
import { useLoop } from '../fixtures/use-loop.ts'
import { localCaller } from '../local-caller.ts'
import { defineModule } from '../module.ts'
import { prompt } from '../prompt.ts'
import { type TestLoop, testDatabases, testLoop } from '../testing/index.ts'
import { chooseTools } from '../toolset.ts'
import { type AnyClient, type ClientKind, clientKinds } from './fixtures/clients.ts'
import { servesNotes } from './fixtures/mcp-contract.ts'
import { mcpServer } from './mcp.ts'
import { createSurface } from './surface.ts'

const { log } = recordingLog()

function connect(kind: ClientKind, { application }: TestLoop, principal: Principal = localPrincipal()): Promise<AnyClient> {
  const { modules } = application
  const tools = chooseTools(modules, { tools: ['all'], exclude: [], readOnly: false })
  const surface = createSurface({ name: 'loop-test', version: '1.2.3', log }, modules, tools)
  return kind.connect((transport) =>
    serveStdio(() => mcpServer(surface, localCaller(application, principal)), { transport: transport as never }),
  )
}

describe.each(testDatabases())('our MCP server on $name', (database) => {
  describe.each(clientKinds)('for $name', (kind) => {
    const loop = useLoop(database, [notes], { log })
    let client: AnyClient
    beforeAll(async () => {
      client = await connect(kind, loop())
    })
    afterAll(() => client.close())

    servesNotes(() => client, loop)
  })
})

describe.each(clientKinds)('our MCP server for $name', (kind) => {
  const loop = testLoop([notes])
  let client: AnyClient
  beforeAll(async () => {
    client = await connect(kind, loop)
  })
  afterAll(() => client.close())

  it('says what it is and how to use it', () => {
    expect(client.getInstructions()).toBe('Keep a note with add_note.')
    expect(client.getServerCapabilities()).toMatchObject({ tools: {}, resources: {}, prompts: {}, completions: {} })
  })

  it('speaks the revision of its client', async () => {
    const revision = client.getNegotiatedProtocolVersion?.() ?? '2025-11-25'
    expect(revision).toBe(kind.revision)
    const { ttlMs, cacheScope } = (await client.listTools()) as { ttlMs?: number; cacheScope?: string }
    expect([ttlMs, cacheScope]).toEqual(revision === '2026-07-28' ? [60_000, 'private'] : [undefined, undefined])
  })

  it.each(['no_such_tool', 'constructor', 'erase_notes', 'notes_guide'])(
    'knows no tool that is hidden or not there, by name: %s',
    async (name) => {
      await expect(client.callTool({ name })).rejects.toMatchObject({
        code: -32602,
        message: expect.stringContaining(`There is no tool named "${name}". Ask for tools/list.`),
      })
    },
  )

  it('lists tools in a fixed order', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['add_note', 'list_notes', 'spoil_note', 'wait_for_it'])
  })

  it('shows each role what is its own', async () => {
    const reviewer = await connect(kind, loop, localPrincipal('reviewer-local'))
    expect((await reviewer.listTools()).tools.map(({ name }) => name)).toEqual(['list_notes'])
    expect((await reviewer.listPrompts()).prompts).toEqual([])
    expect((await reviewer.listResources()).resources).toEqual([])
    expect((await reviewer.listResourceTemplates()).resourceTemplates).toEqual([])
    await expect(reviewer.getPrompt({ name: 'rewrite_note', arguments: { text: 'x' } })).rejects.toMatchObject({ code: -32602 })
    await reviewer.close()
    const admin = await connect(kind, loop, { actor: { tenant: 'local', role: 'superadmin' }, identities: {} })
    expect((await admin.listTools()).tools.map(({ name }) => name)).toEqual(['erase_notes'])
    await admin.close()
  })

  it('says nothing of resources, prompts and completions where there are none', async () => {
    const plain = await connect(kind, testLoop([defineModule({ name: 'plain', title: 'Plain', operations: [] })]))
    expect(Object.keys(plain.getServerCapabilities() ?? {})).toEqual(['tools'])
    expect((await plain.listTools()).tools).toEqual([])
    await plain.close()
  })

  it('asks the module of a prompt for its completions, also where another has an argument of the same name', async () => {
    const other = defineModule({
      name: 'other',
      title: 'Other',
      operations: [],
      prompts: [prompt({ name: 'rewrite_other', title: 'T', summary: 'S', roles: ['user'], write: () => '' })],
      completions: { text: async () => ['of the other'] },
    })
    const both = await connect(kind, testLoop([notes, other]))
    const complete = async (name: string) =>
      (await both.complete({ ref: { type: 'ref/prompt', name }, argument: { name: 'text', value: '' } })).completion.values
    expect(await complete('rewrite_other')).toEqual(['of the other'])
    expect(await complete('rewrite_note')).toEqual([])
    expect(await complete('no_such_prompt')).toEqual([])
    await both.close()
  })
})
