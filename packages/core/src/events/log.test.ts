import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { steps } from '../fixtures/steps.ts'
import { useLoop } from '../fixtures/use-loop.ts'
import type { Database } from '../storage/storage.ts'
import { testDatabases } from '../testing/index.ts'
import { countEvents, countMatching, type EventFilter, type EventQuery, findEvent, readEvents } from './log.ts'
import type { EventTables } from './tables.ts'

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

describe.each(testDatabases())('the event log by what, where, who and when on $name', (kind) => {
  const loop = useLoop(kind, [steps])
  const inLog = <Result>(work: (db: Database<EventTables>) => Promise<Result>) =>
    loop().application.storage.transaction('local', 'read', work)
  const entities = async (query: Partial<EventQuery>) =>
    (await inLog((db) => readEvents(db, { reader: 'owner', limit: 100, ...query }))).map(({ entity }) => entity)
  const at = (minutes: number) => new Date(Date.parse('2026-01-05T12:00:00.000Z') + minutes * 60_000).toISOString()

  beforeAll(async () => {
    const report = (entity: string, more: object = {}, as?: 'agent' | Actor) => loop().call('report_steps', { entity, ...more }, { as })
    const ada: Actor = { tenant: 'local', role: 'agent', agent: { id: 'a1', name: 'ada', type: 'implementer' } }
    await report('one', { type: 'story.claimed', scope: 'p1' }, ada)
    loop().pass(60_000)
    await report('two', { type: 'story.claimed', scope: 'p2' })
    await report('three', { type: 'epic.claimed', scope: 'p1' })
    loop().pass(60_000)
    await report('four', { type: 'story_dependency.created', scope: 'p1' }, ada)
    await report('hidden', { type: 'story.claimed', scope: 'p1', audience: ['mia'] })
    await report('five', { type: 'ui_test_run.ui_test.started' })
  })

  it.each<[string, Partial<EventQuery>, string[]]>([
    ['a scope', { scope: 'p1' }, ['one', 'three', 'four']],
    ['a scope, from a number on', { scope: 'p1', after: 1 }, ['three', 'four']],
    ['a scope, since a time', { scope: 'p1', since: at(0) }, ['three', 'four']],
    ['a noun, and not one that begins like it', { entityType: 'story' }, ['one', 'two']],
    ['a noun that means something in a pattern', { entityType: 'stor_' }, []],
    ['an action of any noun', { action: 'claimed' }, ['one', 'two', 'three']],
    ['the end of an action, which is none', { action: 'aimed' }, []],
    ['a noun and an action', { entityType: 'epic', action: 'claimed' }, ['three']],
    ['an action with a point in it', { entityType: 'ui_test_run', action: 'ui_test.started' }, ['five']],
    ['who did it', { actor: 'a1' }, ['one', 'four']],
    ['a time, strictly later', { since: at(0) }, ['two', 'three', 'four', 'five']],
    ['a time, up to it', { until: at(1) }, ['one', 'two', 'three']],
    ['two times, newest first', { since: at(0), until: at(1), newestFirst: true }, ['three', 'two']],
    ['pages that are counted off', { offset: 1, limit: 2 }, ['two', 'three']],
  ])('is read by %s', async (_, query, found) => {
    expect(await entities(query)).toEqual(found)
    const { limit, offset, newestFirst, ...filter } = query
    if (limit === undefined) expect(await inLog((db) => countMatching(db, { reader: 'owner', ...filter }))).toBe(found.length)
  })

  it('counts the whole of what is read in pages, for the reader who asks', async () => {
    const count = (filter: Partial<EventFilter>) => inLog((db) => countMatching(db, { reader: 'owner', ...filter }))
    expect(await count({})).toBe(5)
    expect(await count({ reader: 'mia' })).toBe(6)
  })
})
