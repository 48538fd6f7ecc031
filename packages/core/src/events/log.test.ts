import { beforeAll, describe, expect, it } from 'vitest'
import { steps } from '../fixtures/steps.ts'
import { useLoop } from '../fixtures/use-loop.ts'
import { testDatabases } from '../testing/index.ts'
import { countEvents, type EventQuery, findEvent, readEvents } from './log.ts'

describe.each(testDatabases())('the event log on $name', (kind) => {
  const loop = useLoop(kind, [steps])
  const read = (query: Partial<EventQuery> = {}) =>
    loop().application.storage.transaction('local', 'read', (db) => readEvents(db, { reader: 'owner', limit: 100, ...query }))
  const entities = async (query: Partial<EventQuery> = {}) => (await read(query)).map(({ entity }) => entity)

  beforeAll(async () => {
    const report = (entity: string, more: object = {}, traceId = 'a'.repeat(32)) =>
      loop().call('report_steps', { entity, ...more }, { traceId })
    await report('one', { task: 't1' })
    await report('two', { type: 'step.skipped' }, 'b'.repeat(32))
    loop().pass(60_000)
    await report('three', { audience: ['owner', 'mia'] })
    await report('four', { audience: ['mia'], task: 't1' })
    await report('nobody', { audience: [] })
  })

  it('is read oldest first, or newest first', async () => {
    expect(await entities()).toEqual(['one', 'two', 'three'])
    expect(await entities({ newestFirst: true, limit: 2 })).toEqual(['three', 'two'])
  })

  it('is read on from a number', async () => {
    const [first] = await read({ limit: 1 })
    expect(await entities({ after: first!.seq })).toEqual(['two', 'three'])
    expect(await entities({ after: 1_000_000 })).toEqual([])
  })

  it.each<[string, Partial<EventQuery>, string[]]>([
    ['an entity', { entity: 'two' }, ['two']],
    ['a task', { task: 't1' }, ['one']],
    ['a trace', { trace: 'b'.repeat(32) }, ['two']],
    ['types', { types: ['step.skipped', 'no.such'] }, ['two']],
    ['no types at all', { types: [] }, []],
    ['several of these together', { task: 't1', types: ['step.skipped'] }, []],
  ])('is read by %s', async (_, query, found) => {
    expect(await entities(query)).toEqual(found)
  })

  it('hides an event with an audience from everybody else', async () => {
    expect(await entities({ reader: 'mia' })).toEqual(['one', 'two', 'three', 'four'])
    expect(await entities({ reader: 'max' })).toEqual(['one', 'two'])
    expect(await entities({ reader: 'mia', task: 't1' })).toEqual(['one', 'four'])
    expect(await entities({ reader: 'max', entity: 'four' })).toEqual([])
  })

  it.each(['mi', 'mi_', '%', '_', 'owner|mia', '|', '', "'"])('shows no reader more for a name like %j', async (reader) => {
    expect(await entities({ reader })).toEqual(['one', 'two'])
  })

  it('shows an event to a reader whose id has bars in it, under that id', async () => {
    await loop().call('report_steps', { entity: 'barred', audience: ['sso|7', 'mia'] })
    expect(await read({ reader: 'sso|7', entity: 'barred' })).toMatchObject([{ audience: ['sso|7', 'mia'] }])
    expect(await entities({ reader: 'sso', entity: 'barred' })).toEqual([])
  })

  it('counts events of some types since a time', async () => {
    const count = (types: string[], since: string) =>
      loop().application.storage.transaction('local', 'read', (db) => countEvents(db, types, since))
    expect(await count(['step.taken'], '2026-01-05T12:00:00.000Z')).toBe(5)
    expect(await count(['step.taken', 'step.skipped'], '2026-01-05T12:00:00.000Z')).toBe(6)
    expect(await count(['step.taken', 'step.skipped'], '2026-01-05T12:00:30.000Z')).toBe(4)
    expect(await count([], '2026-01-05T12:00:00.000Z')).toBe(0)
  })

  it('finds one event by its id', async () => {
    const [first] = await read()
    const find = (id: string) => loop().application.storage.transaction('local', 'read', (db) => findEvent(db, id))
    expect(await find(first!.id)).toEqual(first)
    expect(await find('no such')).toBeUndefined()
  })

  it('is a different one in each tenant', async () => {
    expect(await loop().events('another')).toEqual([])
  })
})
