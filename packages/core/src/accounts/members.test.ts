import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { useLoop } from '../fixtures/use-loop.ts'
import { defineModule } from '../module.ts'
import { operation } from '../operation.ts'
import type { Database } from '../storage/storage.ts'
import { testDatabases } from '../testing/index.ts'
import { addAgent, findAgent } from './agents.ts'
import { authenticate } from './authenticate.ts'
import { issueKey } from './keys.ts'
import { addMember, findMember, listMembers, membersByIds, removeMember } from './members.ts'
import { createTenant } from './tenants.ts'

const now = new Date('2026-01-05T12:00:00Z')
const created_at = now.toISOString()
const ada = { id: 'm-ada', name: 'Ada', email: 'ada@example.com', created_at }
const bob = { id: 'm-bob', name: 'Bob', email: null, created_at }

describe.each(testDatabases())('members on $name', (kind) => {
  const loop = useLoop(kind, [])
  const within = <Result>(work: (db: Database) => Promise<Result>, tenant = 'acme') =>
    loop().application.storage.transaction(tenant, 'write', work)

  it('are added, found and listed by name', async () => {
    expect(await within((db) => addMember(db, bob))).toEqual(bob)
    expect(await within((db) => addMember(db, ada))).toEqual(ada)
    expect(await within(listMembers)).toEqual([ada, bob])
    expect(await within((db) => findMember(db, 'm-ada'))).toEqual(ada)
    expect(await within((db) => findMember(db, 'm-eve'))).toBeUndefined()
  })

  it('have an address that nobody else has, in whatever case it is written', async () => {
    expect(await within((db) => addMember(db, { ...ada, id: 'm-2', email: 'ADA@Example.com' }))).toBeUndefined()
    expect(await within((db) => addMember(db, { ...bob, id: 'm-cyd', name: 'Cyd', email: 'Cyd@Example.com' }))).toMatchObject({
      email: 'cyd@example.com',
    })
    expect(await within((db) => addMember(db, { ...bob, id: 'm-dan', name: 'Dan' }))).toMatchObject({ email: null })
    expect((await within(listMembers)).map(({ name }) => name)).toEqual(['Ada', 'Bob', 'Cyd', 'Dan'])
  })

  it('have an id that nobody else has', async () => {
    expect(await within((db) => addMember(db, { ...bob, name: 'Another Bob' }))).toBeUndefined()
  })

  it('are found several at once, and unknown ids are passed over', async () => {
    expect(await within((db) => membersByIds(db, ['m-bob', 'm-eve', 'm-ada', 'm-bob']))).toEqual([ada, bob])
    expect(await within((db) => membersByIds(db, []))).toEqual([])
  })

  it('are of one tenant', async () => {
    expect(await within((db) => addMember(db, ada), 'other')).toEqual(ada)
    expect(await within(listMembers, 'other')).toEqual([ada])
  })

  it('leave with their agents and all keys of both, so that none opens the door any more', async () => {
    const { storage } = loop().application
    await createTenant(storage, { id: 'acme', name: 'Acme' }, now)
    const agent = await within((db) => addAgent(db, { name: 'coder', type: 'implementer', memberId: 'm-ada' }, now))
    const key = { tenant: 'acme', name: 'k', role: 'agent' } as const
    const keys = await within((db) =>
      Promise.all([issueKey(db, { ...key, memberId: 'm-ada' }, now), issueKey(db, { ...key, agentId: agent.id }, now)]),
    )
    expect(await within((db) => removeMember(db, 'm-ada'))).toBe(true)
    expect(await within((db) => removeMember(db, 'm-ada'))).toBe(false)
    expect(await within((db) => findAgent(db, agent.id))).toBeUndefined()
    for (const { token } of keys) await expect(authenticate(storage, token, now)).rejects.toMatchObject({ kind: 'unauthenticated' })
    expect(await within((db) => addMember(db, ada))).toEqual(ada)
  })
})

const countPeople = operation({
  name: 'count_people',
  title: 'Count people',
  summary: 'Who is there.',
  kind: 'read',
  roles: ['user'],
  input: z.object({}),
  output: z.object({ names: z.array(z.string()) }),
  run: async (_, { db }) => ({ names: (await listMembers(db)).map(({ name }) => name) }),
})
const people = defineModule({ name: 'people', title: 'People', operations: [countPeople] })

describe.each(testDatabases())('the owner of this machine on $name', (kind) => {
  const loop = useLoop(kind, [people])

  it('is a member from the first call on, even one that only reads', async () => {
    expect(await loop().call('count_people')).toEqual({ names: ['Owner'] })
    expect(await loop().call('count_people')).toEqual({ names: ['Owner'] })
  })

  it('is no member of any other tenant', async () => {
    expect(await loop().call('count_people', {}, { as: { tenant: 'acme', role: 'user' } })).toEqual({ names: [] })
  })
})
