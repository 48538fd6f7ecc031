import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTenant, listTenants } from './accounts/tenants.ts'
import type { Actor } from './actor.ts'
import type { TransactionContext } from './context.ts'
import { LoopError } from './error.ts'
import type { Fact } from './evidence.ts'
import { recordingLog } from './fixtures/recording-log.ts'
import { useLoop } from './fixtures/use-loop.ts'
import { defineModule, type Module } from './module.ts'
import { nothing, operation } from './operation.ts'
import type { Database } from './storage/storage.ts'
import { testDatabases } from './testing/index.ts'
import { text } from './text.ts'

type Facts = Database<{ knower_facts: { name: string } }>

const bare = { title: 'T', summary: 'S', roles: ['user'], input: z.object({}), output: nothing } as const
const insertFact = (db: Database, name: string) => (db as Facts).insertInto('knower_facts').values({ name }).execute()
const fact = (name: string, subject = ''): Fact => ({ name, value: true, subject, actor: 'owner', at: '2026-01-05T12:00:00.000Z' })

/** Knows facts of its own; what it does when it is asked is set by each test. */
const provider = { answer: async (_: TransactionContext): Promise<Fact[]> => [] }

const knower = defineModule({
  name: 'knower',
  title: 'Knower',
  operations: [],
  migrations: {
    '0001-facts': { up: (schema) => schema.createTable('knower_facts', { columns: { name: 'text' }, primaryKey: ['name'] }) },
  },
  jobs: { think: { kind: 'write', run: async () => {} } },
  evidence: (subject, context) => (subject.task === 'unknown' ? Promise.resolve([]) : provider.answer(context)),
})

const asker = defineModule({
  name: 'asker',
  title: 'Asker',
  evidence: async ({ task }) => [fact('asker.asked', task)],
  operations: [
    ...(['read', 'write', 'effect'] as const).map((kind) =>
      operation({
        ...bare,
        name: `ask_in_${kind}`,
        kind,
        input: z.object({ task: text(40) }),
        output: z.object({ names: z.array(z.string()) }),
        run: async ({ task }, { evidence }) => ({ names: (await evidence({ task })).map(({ name }) => name) }),
      }),
    ),
    operation({
      ...bare,
      name: 'look_around',
      kind: 'effect',
      roles: ['user', 'superadmin'],
      output: z.object({ tenants: z.array(z.string()) }),
      run: async (_, { door }) => ({ tenants: (await listTenants(door())).map(({ id }) => id) }),
    }),
    operation({
      ...bare,
      name: 'step_elsewhere',
      kind: 'effect',
      roles: ['user', 'superadmin'],
      input: z.object({ tenant: text(40) }),
      async run({ tenant }, { transactionIn }) {
        await transactionIn(tenant, async ({ emit }) => emit({ type: 'step.taken', entity: 'elsewhere' }))
        return {}
      },
    }),
    operation({
      ...bare,
      name: 'do_in_steps',
      kind: 'effect',
      input: z.object({ fails: z.enum(['inside', 'after']).optional() }),
      output: z.object({ db: z.string(), emit: z.string() }),
      async run({ fails }, context) {
        await context.transaction(async ({ db, emit }) => {
          await insertFact(db, 'first')
          emit({ type: 'step.taken', entity: 'first' })
        })
        await context.transaction(async ({ db, emit }) => {
          await insertFact(db, 'second')
          emit({ type: 'step.taken', entity: 'second' })
          if (fails === 'inside') throw new LoopError('conflict', 'No second step.')
        })
        if (fails === 'after') throw new LoopError('unavailable', 'The world is not there.')
        return { db: typeof Reflect.get(context, 'db'), emit: typeof Reflect.get(context, 'emit') }
      },
    }),
    operation({
      ...bare,
      name: 'emit_while_reading',
      kind: 'read',
      async run(_, { emit }) {
        emit({ type: 'a.b', entity: 'c' })
        return {}
      },
    }),
    operation({
      ...bare,
      name: 'write_while_reading',
      kind: 'read',
      async run(_, { db }) {
        await insertFact(db, 'x')
        return {}
      },
    }),
    operation({
      ...bare,
      name: 'note_afterwards',
      kind: 'read',
      input: z.object({ fails: z.enum(['reading', 'noting']).optional() }),
      async run({ fails }, { afterwards }) {
        afterwards(async ({ db, emit }) => {
          await insertFact(db, 'afterwards')
          emit({ type: 'a.noted', entity: 'afterwards' })
          if (fails === 'noting') throw new Error('No room for a note.')
        })
        if (fails === 'reading') throw new LoopError('not_found', 'There is nothing to read.')
        return {}
      },
    }),
    operation({
      ...bare,
      name: 'open_twice',
      kind: 'effect',
      run: (_, { transaction }) => transaction(() => transaction(async () => ({}))),
    }),
    operation({
      ...bare,
      name: 'ask_from_outside',
      kind: 'effect',
      run: (_, { evidence, transaction }) =>
        transaction(async () => {
          await evidence({})
          return {}
        }),
    }),
  ],
})

const { log, lines } = recordingLog()
const modules: Module[] = [asker, knower]

describe.each(testDatabases())('an effect on $name', (kind) => {
  const loop = useLoop(kind, modules, { log })
  const entities = async () => (await loop().events()).map(({ entity }) => entity)
  const clear = () => loop().application.storage.transaction('local', 'write', (db: Facts) => db.deleteFrom('knower_facts').execute())

  it('has no transaction but those that it opens, and each of them stands for itself', async () => {
    expect(await loop().call('do_in_steps')).toEqual({ db: 'undefined', emit: 'undefined' })
    expect(await entities()).toEqual(['first', 'second'])
  })

  it('keeps what was committed before a step that fails', async () => {
    await clear()
    await expect(loop().call('do_in_steps', { fails: 'inside' })).rejects.toMatchObject({ kind: 'conflict' })
    expect(await entities()).toEqual(['first', 'second', 'first'])
  })

  it('keeps what was committed when it fails afterwards', async () => {
    await clear()
    await expect(loop().call('do_in_steps', { fails: 'after' })).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await entities()).toEqual(['first', 'second', 'first', 'first', 'second'])
  })

  it.each(['open_twice', 'ask_from_outside'])(
    'opens no transaction inside another, where one would wait for the other: %s',
    async (name) => {
      await expect(loop().call(name)).rejects.toMatchObject({ kind: 'internal' })
      expect(JSON.stringify(lines)).toContain('A transaction is open already')
      await expect(loop().call('ask_in_effect', { task: 'unknown' })).resolves.toEqual({ names: ['asker.asked'] })
    },
  )
})

describe.each(testDatabases())('an operation that only reads on $name', (kind) => {
  const loop = useLoop(kind, modules, { log })

  it.each(['emit_while_reading', 'write_while_reading'])('writes nothing: %s', async (name) => {
    await expect(loop().call(name)).rejects.toMatchObject({ kind: 'internal' })
    expect(await loop().events()).toEqual([])
  })

  it('leaves a note behind its answer, once it has one, and whatever becomes of the note', async () => {
    await expect(loop().call('note_afterwards', { fails: 'reading' })).rejects.toMatchObject({ kind: 'not_found' })
    expect(await loop().call('note_afterwards', { fails: 'noting' })).toEqual({})
    expect(await loop().events()).toEqual([])
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', error: 'No room for a note.' }))
    await loop().call('note_afterwards')
    expect(await loop().events()).toMatchObject([{ entity: 'afterwards' }])
  })
})

describe.each(testDatabases())('evidence on $name', (kind) => {
  const loop = useLoop(kind, modules, { log })

  it.each(['ask_in_read', 'ask_in_write', 'ask_in_effect'])('is asked of all mounted modules, in their order: %s', async (name) => {
    provider.answer = async ({ actor }) => [fact(`knower.${actor.member?.id}`)]
    expect(await loop().call(name, { task: 't1' })).toEqual({ names: ['asker.asked', 'knower.owner'] })
    expect(await loop().call(name, { task: 'unknown' })).toEqual({ names: ['asker.asked'] })
  })

  it('sees what the asker has written but not committed, and may read it', async () => {
    provider.answer = async ({ db }) => (await (db as Facts).selectFrom('knower_facts').selectAll().execute()).map(({ name }) => fact(name))
    await loop().application.storage.transaction('local', 'write', (db) => insertFact(db, 'kept'))
    expect(await loop().call('ask_in_write', { task: 't1' })).toEqual({ names: ['asker.asked', 'kept'] })
  })

  it.each<[string, (context: TransactionContext) => Promise<void>]>([
    ['a row', async ({ db }) => void (await insertFact(db, 'smuggled'))],
    ['an event', async ({ emit }) => emit({ type: 'a.b', entity: 'smuggled' })],
    ['a job', async ({ enqueue }) => enqueue({ name: 'think' })],
  ])('is refused as a whole where its provider writes %s, whoever asks', async (_, write) => {
    provider.answer = async (context) => {
      await write(context)
      return []
    }
    for (const name of ['ask_in_read', 'ask_in_write', 'ask_in_effect']) {
      await expect(loop().call(name, { task: 't1' })).rejects.toMatchObject({ kind: 'internal' })
    }
    expect(JSON.stringify(lines)).toMatch(/must not write|Only a select may stand here/)
    provider.answer = async ({ db }) => (await (db as Facts).selectFrom('knower_facts').selectAll().execute()).map(({ name }) => fact(name))
    expect(await loop().call('ask_in_read', { task: 't1' })).not.toMatchObject({ names: expect.arrayContaining(['smuggled']) })
    expect(await loop().events()).toEqual([])
  })

  it('opens the door to all tenants for a superadmin alone', async () => {
    await createTenant(loop().application.storage, { id: 'acme', name: 'Acme' }, new Date())
    expect(await loop().call('look_around', {}, { as: 'superadmin' })).toEqual({ tenants: ['acme'] })
    await expect(loop().call('look_around')).rejects.toMatchObject({ kind: 'forbidden', code: 'door_closed' })
  })

  it('lets a superadmin alone act among the rows of another tenant, whose log names them', async () => {
    const as: Actor = { tenant: 'local', role: 'superadmin', key: 'k9', keyName: 'root' }
    await loop().call('step_elsewhere', { tenant: 'acme' }, { as })
    expect(await loop().events('acme')).toMatchObject([
      { type: 'step.taken', entity: 'elsewhere', actor: { role: 'superadmin' }, key: { id: 'k9', name: 'root' } },
    ])
    await expect(loop().call('step_elsewhere', { tenant: 'acme' })).rejects.toMatchObject({ code: 'door_closed' })
    expect(await loop().events('acme')).toHaveLength(1)
  })
})
