import { describe, expect, it } from 'vitest'
import { useLoop } from '../fixtures/use-loop.ts'
import type { Database } from '../storage/storage.ts'
import { testDatabases } from '../testing/index.ts'
import { changeProfile, type ProfileChange, readProfile } from './profile.ts'

const [first, second] = [new Date('2026-01-05T12:00:00Z'), new Date('2026-01-05T12:01:00Z')]

describe.each(testDatabases())('the profile of a tenant on $name', (kind) => {
  const loop = useLoop(kind, [])
  const inTenant = <Result>(tenant: string, work: (db: Database) => Promise<Result>) =>
    loop().application.storage.transaction(tenant, 'write', work)
  const change = (tenant: string, words: ProfileChange, now = first) => inTenant(tenant, (db) => changeProfile(db, words, now))

  it('is empty before the first change', async () => {
    expect(await inTenant('new', readProfile)).toEqual({ name: null, email: null, settings: {}, created_at: null, updated_at: null })
  })

  it('is changed where something is named, and settings name by name', async () => {
    await change('acme', { name: 'Acme', email: 'a@example.test', settings: { limit: 3, nested: { a: 1 } } })
    const changed = await change('acme', { settings: { limit: null, nested: { b: 2 }, more: true } }, second)
    expect(changed).toEqual({
      name: 'Acme',
      email: 'a@example.test',
      settings: { limit: null, nested: { b: 2 }, more: true },
      created_at: first.toISOString(),
      updated_at: second.toISOString(),
    })
    expect(await inTenant('acme', readProfile)).toEqual(changed)
    expect(await change('acme', { email: null })).toMatchObject({ name: 'Acme', email: null })
    expect(await inTenant('other', readProfile)).toMatchObject({ name: null })
  })

  it('loses no setting to another change at the same time', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `s${index}`)
    await Promise.all(names.map((name) => change('busy', { settings: { [name]: 1 } })))
    expect(Object.keys((await inTenant('busy', readProfile)).settings).sort()).toEqual(names)
  })
})
