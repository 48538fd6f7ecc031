import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indexed, notes } from '../fixtures/notes.ts'
import { useDatabase } from '../fixtures/use-loop.ts'
import { type TestLoop, testDatabases, testLoop } from '../testing/index.ts'
import { type AnyClient, type ClientKind, clientKinds } from './fixtures/clients.ts'
import { servesNotes } from './fixtures/mcp-contract.ts'
import { type AttachOptions, attach } from './sdk.ts'

interface Attached {
  client: AnyClient
  close(): Promise<void>
}

/** A server that somebody already has, with a tool, a resource and a prompt of its own. */
function ownServer(): McpServer {
  const server = new McpServer({ name: 'theirs', version: '1.0.0' })
  server.registerTool('own_tool', { description: 'Theirs' }, () => ({ content: [{ type: 'text', text: 'own answer' }] }))
  server.registerPrompt('own_prompt', {}, () => ({ messages: [] }))
  return server
}

async function attached(kind: ClientKind, options: AttachOptions): Promise<Attached> {
  const server = ownServer()
  const detach = attach(server, [notes], { environment: { LOOP_LOG_LEVEL: 'silent' }, tools: ['all'], ...options })
  const client = await kind.connect((transport) => server.connect(transport))
  const close = async () => {
    await client.close()
    await detach()
  }
  return { client, close }
}

// 1.x servers know nothing of the era of 2026; the client then speaks that of 2025.
describe.each(testDatabases())('a 1.x server with our tools on $name', (database) => {
  describe.each(clientKinds)('for $name', (kind) => {
    const url = useDatabase(database)
    let loop: TestLoop
    let theirs: Attached
    beforeAll(async () => {
      loop = testLoop([notes], { databaseUrl: url() })
      theirs = await attached(kind, { databaseUrl: url() })
    })
    afterAll(async () => {
      await theirs.close()
      await loop.close()
    })

    servesNotes(
      () => theirs.client,
      () => loop,
    )

    it('does its background work', async () => {
      const text = `indexed on ${database.name} ${clientKinds.indexOf(kind)}`
      await theirs.client.callTool({ name: 'add_note', arguments: { text } })
      await expect.poll(() => indexed, { timeout: 30_000 }).toContain(text)
    })
  })
})

describe('attach()', () => {
  const kind = clientKinds[2]!

  it('leaves the tools and prompts that were there before as they are', async () => {
    const { client, close } = await attached(kind, { databaseUrl: 'file::memory:' })
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['own_tool', 'add_note', 'list_notes', 'spoil_note', 'wait_for_it'])
    expect(await client.callTool({ name: 'own_tool' })).toMatchObject({ content: [{ type: 'text', text: 'own answer' }] })
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(['own_prompt', 'rewrite_note'])
    await close()
  })

  it('adds only what was chosen and what the identity may use', async () => {
    const choose = async (options: AttachOptions) => {
      const { client, close } = await attached(kind, { databaseUrl: 'file::memory:', ...options })
      const { tools } = await client.listTools()
      await close()
      return tools.map(({ name }) => name)
    }
    expect(await choose({ tools: ['core'] })).toEqual(['own_tool', 'list_notes'])
    expect(await choose({ readOnly: true })).toEqual(['own_tool', 'list_notes'])
    expect(await choose({ exclude: ['spoil_note', 'wait_for_it'] })).toEqual(['own_tool', 'add_note', 'list_notes'])
    expect(await choose({ environment: { LOOP_IDENTITY: 'reviewer-local' } })).toEqual(['own_tool', 'list_notes'])
  })

  it('throws where one of our names is taken, or a tool is chosen that is not there', () => {
    const server = new McpServer({ name: 'theirs', version: '1.0.0' })
    server.registerTool('add_note', {}, () => ({ content: [] }))
    expect(() => attach(server, [notes], { databaseUrl: 'file::memory:', environment: {} })).toThrow(/add_note is already registered/)
    expect(() => attach(ownServer(), [notes], { databaseUrl: 'file::memory:', environment: {}, tools: ['add_noet'] })).toThrow(
      /Did you mean add_note/,
    )
  })

  it('takes the database of the environment unless one is given, and stops at a wrong setting', () => {
    expect(() => attach(ownServer(), [notes], { environment: { DATABASE_URL: 'mysql://x' } })).toThrow(/The address of a database is/)
    expect(() => attach(ownServer(), [notes], { environment: { LOOP_IDENTITY: 'nobody' } })).toThrow(/LOOP_IDENTITY/)
  })
})
