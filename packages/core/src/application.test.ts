import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { localPrincipal } from './accounts/identities.ts'
import { type ApplicationOptions, createApplication } from './application.ts'
import { call } from './call.ts'
import { useDatabase } from './fixtures/use-loop.ts'
import { defineModule, type Module } from './module.ts'
import { operation } from './operation.ts'
import { testDatabases, testLoop } from './testing/index.ts'

const bare = { title: 'T', summary: 'S', roles: ['user'], input: z.object({}) } as const

const Config = z.object({
  SHOP_LIMIT: z.coerce.number().int().max(9).default(3),
  SHOP_MODE: z.enum(['open', 'shut']).default('open'),
  SHOP_KEY: z.string().min(20).optional(),
})

const Other = z.object({ SHOP_LIMIT: z.string().default('none') })

const shop = defineModule({
  name: 'shop',
  title: 'Shop',
  config: Config,
  operations: [
    operation({
      ...bare,
      name: 'show_limit',
      kind: 'effect',
      output: z.object({ limit: z.number() }),
      async run(_, { config }) {
        const settings = config(Config)
        expectTypeOf(settings).toEqualTypeOf<{ SHOP_LIMIT: number; SHOP_MODE: 'open' | 'shut'; SHOP_KEY?: string | undefined }>()
        return { limit: settings.SHOP_LIMIT }
      },
    }),
    operation({
      ...bare,
      name: 'show_foreign',
      kind: 'effect',
      output: z.object({ limit: z.string() }),
      run: async (_, { config }) => ({ limit: config(Other).SHOP_LIMIT }),
    }),
  ],
})

describe('config()', () => {
  const limitWith = async (environment: ApplicationOptions['environment']) =>
    (await testLoop([shop], { environment }).call('show_limit')).limit

  it('gives the settings of the module, typed and with their defaults', async () => {
    expect(await limitWith({ SHOP_LIMIT: '7', UNRELATED: 'x' })).toBe(7)
    expect(await limitWith({})).toBe(3)
  })

  it('takes an empty variable for an absent one', async () => {
    expect(await limitWith({ SHOP_LIMIT: '', SHOP_MODE: '' })).toBe(3)
  })

  it('stops the start when settings are wrong, naming each variable and no value', () => {
    const start = () => testLoop([shop], { environment: { SHOP_LIMIT: '4711', SHOP_MODE: 'ajar', SHOP_KEY: 'sk-short' } })
    expect(start).toThrow(expect.objectContaining({ kind: 'invalid_input', code: 'bad_setting' }))
    expect(start).toThrow(/SHOP_LIMIT: .*SHOP_MODE: .*SHOP_KEY: /)
    expect(start).not.toThrow(/4711|ajar|sk-short/)
  })

  describe('for one call', () => {
    const brings = { ...shop, perCall: { SHOP_LIMIT: { header: 'X-Shop-Limit', flag: 'shop-limit', describe: 'How many' } } }
    const loop = testLoop([brings], { environment: { SHOP_LIMIT: '7' } })
    const limitOf = async (settings: Record<string, string>) => (await loop.call('show_limit', {}, { settings })).limit

    it('takes what the call brings along, and the environment for the next one', async () => {
      expect(await limitOf({ SHOP_LIMIT: '2' })).toBe(2)
      expect(await limitOf({})).toBe(7)
      expect(await limitOf({ SHOP_LIMIT: '' })).toBe(7)
    })

    it('refuses a wrong one by its name, and not by its value', async () => {
      const refused = loop.call('show_limit', {}, { settings: { SHOP_LIMIT: '4711' } })
      await expect(refused).rejects.toMatchObject({
        kind: 'invalid_input',
        code: 'bad_setting',
        message: expect.stringMatching(/^A setting is wrong: SHOP_LIMIT: (?!.*4711)/),
      })
    })

    it('takes only what the module lists', async () => {
      expect(await limitOf({ SHOP_MODE: 'ajar', constructor: 'x' })).toBe(7)
    })
  })

  it('gives no module the settings of another', async () => {
    await expect(testLoop([shop]).call('show_foreign')).rejects.toMatchObject({ kind: 'internal' })
  })
})

describe('createApplication()', () => {
  const idMaker = (name: string, ids?: Module['ids']) =>
    defineModule({
      name,
      title: name,
      ids,
      operations: [
        operation({
          ...bare,
          name: `make_${name}`,
          kind: 'effect',
          output: z.object({ id: z.string() }),
          run: async (_, { newId }) => ({ id: newId() }),
        }),
      ],
    })

  it('makes ids in the format of each module', async () => {
    const loop = testLoop([idMaker('plain'), idMaker('sorted', 'ulid')], { newId: undefined })
    expect((await loop.call('make_plain')).id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect((await loop.call('make_sorted')).id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  })

  it('refuses two modules in which one name, route, address or module name stands twice, naming both', () => {
    const open = (...modules: Module[]) => createApplication(modules, { databaseUrl: 'file::memory:' })
    expect(() => open(idMaker('one'), { ...idMaker('one'), name: 'two' })).toThrow('make_one and make_one both claim "make_one".')
    expect(() => open(idMaker('one'), { ...idMaker('two'), name: 'one', title: 'The second' })).toThrow(
      'one and The second both claim "module one".',
    )
  })

  it('opens no database before a call needs one', async () => {
    const application = createApplication([shop], { databaseUrl: 'postgres://nobody:nothing@127.0.0.1:1/none' })
    expect(await call(application, 'show_limit', {}, { principal: localPrincipal() })).toEqual({ limit: 3 })
    await application.close()
  })

  it('refuses what is no address of a database', () => {
    expect(() => createApplication([shop], { databaseUrl: 'mysql://localhost' })).toThrow(/The address of a database is/)
  })
})

describe.each(testDatabases())('an application on $name', (kind) => {
  const url = useDatabase(kind)

  it('tells when a transaction has opened the database, and not before', async () => {
    const application = createApplication([shop], { databaseUrl: url() })
    onTestFinished(() => application.close())
    let opened = false
    void application.opened.then(() => {
      opened = true
    })
    await application.storage.transaction('local', 'read', async () => Promise.reject(new Error('no'))).catch(() => {})
    expect(opened).toBe(false)
    await application.storage.transaction('local', 'read', async () => {})
    await application.opened
    expect(opened).toBe(true)
  })

  it('is not there any more once it is closed', async () => {
    const application = createApplication([shop], { databaseUrl: url() })
    await application.close()
    await expect(application.storage.transaction('local', 'read', async () => {})).rejects.toMatchObject({ code: 'storage_closed' })
  })
})
