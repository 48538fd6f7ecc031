import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anonymous } from './actor.ts'
import { call } from './call.ts'
import { notes, waits } from './fixtures/notes.ts'
import { recordingLog } from './fixtures/recording-log.ts'
import { useLoop } from './fixtures/use-loop.ts'
import { defineModule } from './module.ts'
import { nothing, operation } from './operation.ts'
import { testDatabases } from './testing/index.ts'

const bare = { title: 'T', summary: 'S', input: z.object({}), output: nothing }

/** Shows what a handler gets to see. */
const mirror = defineModule({
  name: 'mirror',
  title: 'Mirror',
  operations: [
    operation({
      ...bare,
      name: 'look',
      kind: 'read',
      roles: ['user', 'agent', 'orchestrator'],
      output: z.object({ actor: z.unknown(), now: z.string(), aborted: z.boolean() }),
      run: async (_, { actor, now, signal }) => ({ actor, now: now().toISOString(), aborted: signal.aborted }),
    }),
    operation({
      ...bare,
      name: 'look_as_reviewer',
      kind: 'read',
      roles: ['orchestrator', 'user'],
      actsAs: 'reviewer-local',
      output: z.object({ actor: z.unknown() }),
      run: async (_, { actor }) => ({ actor }),
    }),
    operation({
      ...bare,
      name: 'knock',
      kind: 'effect',
      roles: ['public'],
      output: z.object({ known: z.boolean() }),
      run: async (_, { actor }) => ({ known: actor !== undefined }),
    }),
    operation({
      ...bare,
      name: 'knock_and_write',
      kind: 'effect',
      roles: ['public'],
      run: (_, { transaction }) => transaction(async () => ({})),
    }),
  ],
})

const { log, lines } = recordingLog()

describe.each(testDatabases())('call() on $name', (kind) => {
  const loop = useLoop(kind, [notes, mirror], { log })

  it('answers with what the handler returns and leaves its event', async () => {
    const answer = await loop().call('add_note', { text: 'milk' }, { traceId: 'a'.repeat(32) })
    expect({ answer, events: await loop().events() }).toMatchInlineSnapshot(
      { events: [{ id: expect.any(String) }] },
      `
      {
        "answer": {
          "note": {
            "id": "00000000-0000-4000-8000-000000000001",
            "text": "milk",
          },
        },
        "events": [
          {
            "actor": {
              "id": "owner",
              "name": "Owner",
              "role": "user",
            },
            "after": {
              "length": 4,
            },
            "at": "2026-01-05T12:00:00.000Z",
            "entity": "00000000-0000-4000-8000-000000000001",
            "id": Any<String>,
            "module": "notes",
            "seq": 1,
            "trace": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "type": "note.added",
          },
        ],
      }
    `,
    )
    expect(await loop().call('list_notes')).toEqual({ notes: [{ id: '00000000-0000-4000-8000-000000000001', text: 'milk' }] })
  })

  it('writes one line to the log with the outcome and the trace', async () => {
    lines.length = 0
    const traceId = 'b'.repeat(32)
    await loop().call('list_notes', {}, { traceId })
    await loop()
      .call('list_notes', { page: 1 }, { traceId })
      .catch(() => {})
    const line = { level: 'info', operation: 'list_notes', milliseconds: expect.any(Number), trace_id: traceId }
    expect(lines).toEqual([
      { ...line, outcome: 'ok' },
      { ...line, outcome: 'invalid_input' },
    ])
  })

  it('makes a trace where the caller brings none', async () => {
    const { note } = (await loop().call('add_note', { text: 'traced' })) as { note: { id: string } }
    const events = await loop().events()
    expect(events.find(({ entity }) => entity === note.id)?.trace).toMatch(/^[0-9a-f]{32}$/)
  })

  it.each(['no_such_thing', 'constructor', '__proto__', ''])('does not know an operation named %j', async (name) => {
    await expect(loop().call(name)).rejects.toMatchObject({ kind: 'not_found', code: 'operation_not_found' })
  })

  it('admits exactly the roles of the operation: none contains another', async () => {
    await expect(loop().call('add_note', { text: 'x' }, { as: 'orchestrator' })).rejects.toMatchObject({
      kind: 'forbidden',
      message: 'add_note is for the role user or agent; this caller has the role orchestrator.',
      details: { allowed: ['user', 'agent'], role: 'orchestrator' },
    })
    await expect(loop().call('list_notes', {}, { as: 'superadmin' })).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(loop().call('erase_notes', {}, { as: 'user' })).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(loop().call('list_notes', {}, { as: 'orchestrator' })).resolves.toHaveProperty('notes')
  })

  it('refuses a caller without a role before it looks at the input', async () => {
    await expect(loop().call('add_note', { text: 7 }, { as: 'orchestrator' })).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(call(loop().application, 'add_note', { text: 7 }, { principal: anonymous })).rejects.toMatchObject({
      kind: 'unauthenticated',
    })
  })

  it('lets the identity act that the operation asks for, if the caller holds it', async () => {
    const asOwner = (await loop().call('look_as_reviewer')) as { actor: object }
    expect(asOwner.actor).toMatchObject({ role: 'orchestrator', agent: { id: 'reviewer-local' }, member: { id: 'owner' } })
    const plainUser = { tenant: 'local', role: 'user', key: 'k1' } as const
    expect(await loop().call('look_as_reviewer', {}, { as: plainUser })).toEqual({ actor: plainUser })
  })

  it('lets nobody at all through a public door, but no further than to the handler', async () => {
    const invocation = { principal: anonymous }
    expect(await call(loop().application, 'knock', {}, invocation)).toEqual({ known: false })
    expect(await loop().call('knock')).toEqual({ known: true })
    await expect(call(loop().application, 'knock_and_write', {}, invocation)).rejects.toMatchObject({ kind: 'internal' })
  })

  it('shows the handler the clock of the application', async () => {
    loop().pass(1000)
    expect(await loop().call('look')).toMatchObject({ now: '2026-01-05T12:00:01.000Z', aborted: false })
  })

  it('brings progress to the caller and the abort to the handler', async () => {
    const controller = new AbortController()
    const heard: unknown[][] = []
    const before = waits.aborted
    await loop().call(
      'wait_for_it',
      { for_ever: true },
      {
        signal: controller.signal,
        progress: (...words) => {
          heard.push(words)
          controller.abort()
        },
      },
    )
    expect(waits.aborted).toBe(before + 1)
    expect(heard).toEqual([
      [1, 2, 'begun'],
      [2, 2, 'done'],
    ])
  })

  it('runs where nobody listens to its progress', async () => {
    expect(await loop().call('wait_for_it')).toEqual({})
  })

  it('gives out only what the output schema declares', async () => {
    const { actor } = (await loop().call('look')) as { actor: object }
    expect(Object.keys(actor).sort()).toEqual(['member', 'role', 'tenant'])
  })
})
