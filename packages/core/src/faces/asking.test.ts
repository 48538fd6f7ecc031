import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { localPrincipal } from '../accounts/identities.ts'
import { localCaller } from '../local-caller.ts'
import { defineModule } from '../module.ts'
import { operation } from '../operation.ts'
import { testLoop } from '../testing/index.ts'
import { type AnyClient, type ClientKind, clientKinds, type Person } from './fixtures/clients.ts'
import { mcpServer } from './mcp.ts'
import { attach } from './sdk.ts'
import { createSurface } from './surface.ts'

const paint = defineModule({
  name: 'paint',
  title: 'Paint',
  operations: [
    operation({
      name: 'paint_wall',
      title: 'Paint',
      summary: 'Ask for the colour.',
      kind: 'effect',
      roles: ['user'],
      input: z.object({ wall: z.string().max(20) }),
      output: z.object({ kind: z.string(), colour: z.string().optional(), isAgain: z.boolean() }),
      async run({ wall }, { ask, asked }) {
        const isAgain = asked !== undefined
        const said = await ask?.({
          id: wall,
          text: `Which colour for the ${wall} wall?`,
          answer: z.object({ colour: z.enum(['red', 'blue']) }),
        })
        if (said?.kind === 'answered') return { kind: said.kind, colour: said.answer.colour, isAgain }
        return { kind: said?.kind ?? 'cannot ask', isAgain }
      },
    }),
  ],
})

/** A client of a server of ours, or of one of somebody else's on SDK 1.x that ours is attached to. */
async function connect(kind: ClientKind, { person, isAttached = false }: { person?: Person; isAttached?: boolean }): Promise<AnyClient> {
  const loop = testLoop([paint])
  const surface = createSurface({ name: 'loop-test', version: '1.2.3', log: loop.application.log }, [paint], paint.operations)
  const client = await kind.connect((transport) => {
    if (!isAttached)
      return serveStdio(() => mcpServer(surface, localCaller(loop.application, localPrincipal())), { transport: transport as never })
    const server = new McpServer({ name: 'theirs', version: '1.0.0' })
    onTestFinished(attach(server, [paint], { databaseUrl: 'file::memory:', environment: {} }))
    return server.connect(transport)
  }, person)
  onTestFinished(async () => {
    await client.close()
    await loop.close()
  })
  return client
}

async function painted(client: AnyClient): Promise<Record<string, unknown> | undefined> {
  return (await client.callTool({ name: 'paint_wall', arguments: { wall: 'north' } })).structuredContent as
    | Record<string, unknown>
    | undefined
}

describe.each(clientKinds)('a question to the person at $name', (kind) => {
  it('is a form, and its answer goes to the handler', async () => {
    const forms: unknown[] = []
    const client = await connect(kind, {
      person: async ({ message, requestedSchema }) => {
        forms.push({ message, requestedSchema })
        return { action: 'accept', content: { colour: 'blue' } }
      },
    })
    expect(await painted(client)).toEqual({ kind: 'answered', colour: 'blue', isAgain: kind.revision === '2026-07-28' })
    expect(forms).toEqual([
      {
        message: 'Which colour for the north wall?',
        requestedSchema: { type: 'object', properties: { colour: { type: 'string', enum: ['red', 'blue'] } }, required: ['colour'] },
      },
    ])
  })

  it.each([
    ['decline', async () => ({ action: 'decline' as const })],
    ['cancel', async () => ({ action: 'cancel' as const })],
    ['say something else', async () => ({ action: 'accept' as const, content: { colour: 'green' } })],
  ])('is not answered where they %s', async (_, person) => {
    expect(await painted(await connect(kind, { person }))).toMatchObject({ kind: 'unanswered' })
  })

  it('cannot be put where the client has no forms', async () => {
    expect(await painted(await connect(kind, {}))).toEqual({ kind: 'cannot ask', isAgain: false })
  })
})

describe('a question of the newer era', () => {
  const [modern] = clientKinds

  it('is not answered by a state that is not ours', async () => {
    const client = await connect(modern!, { person: async () => ({ action: 'decline' }) })
    const forged = { inputResponses: { answer: { action: 'accept', content: { colour: 'red' } } }, requestState: 'v1.e30.AAAA' }
    const params = { name: 'paint_wall', arguments: { wall: 'north' }, ...forged }
    await expect(client.callTool(params)).rejects.toMatchObject({ code: -32602, message: expect.stringContaining('requestState') })
  })
})

describe('a question through a server of SDK 1.x', () => {
  it('reaches its person', async () => {
    const person: Person = async () => ({ action: 'accept', content: { colour: 'red' } })
    expect(await painted(await connect(clientKinds[2]!, { person, isAttached: true }))).toMatchObject({ kind: 'answered', colour: 'red' })
    expect(await painted(await connect(clientKinds[2]!, { isAttached: true }))).toMatchObject({ kind: 'cannot ask' })
  })
})
