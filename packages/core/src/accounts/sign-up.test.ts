import { describe, expect, it } from 'vitest'
import { useLoop } from '../fixtures/use-loop.ts'
import { testDatabases } from '../testing/index.ts'
import { authenticate } from './authenticate.ts'
import { signUp } from './sign-up.ts'
import type { DirectoryTables } from './tables.ts'

const now = new Date('2026-01-05T12:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe.each(testDatabases())('signUp() on $name', (kind) => {
  const loop = useLoop(kind, [])
  const storage = () => loop().application.storage

  it('gives a person a tenant of their own and a key that works at once', async () => {
    const { token, email } = await signUp(storage(), { id: 'one', email: ' One@Example.COM ' }, now)
    expect(email).toBe('one@example.com')
    const { actor } = await authenticate(storage(), token, now)
    expect(actor).toMatchObject({ tenant: 'one', role: 'user', member: { id: 'one', name: 'one@example.com' } })
  })

  it('takes an address once, in whatever letters', async () => {
    await expect(signUp(storage(), { id: 'two', email: 'ONE@example.com' }, later(3600))).rejects.toMatchObject({
      kind: 'conflict',
      code: 'email_taken',
    })
  })

  it('lets one of many at once win', async () => {
    const tries = Array.from({ length: 8 }, (_, index) => signUp(storage(), { id: `racer-${index}`, email: 'racer@example.com' }, now))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is taken up where a process ended in the middle, a minute later', async () => {
    const row = { email: 'cut@example.com', tenant: 'cut', begun_at: now.toISOString(), settled_at: null }
    await storage().directory('write', (db) => db.insertInto('core_sign_ups').values(row).execute())
    await expect(signUp(storage(), { id: 'other', email: 'cut@example.com' }, later(30))).rejects.toMatchObject({ code: 'email_taken' })
    const { token } = await signUp(storage(), { id: 'other', email: 'cut@example.com' }, later(90))
    expect((await authenticate(storage(), token, later(90))).actor).toMatchObject({ tenant: 'cut' })
    const kept = await storage().directory('read', (db) =>
      db.selectFrom('core_sign_ups').select('settled_at').where('email', '=', 'cut@example.com').executeTakeFirst(),
    )
    expect((kept as DirectoryTables['core_sign_ups']).settled_at).toBe(later(90).toISOString())
  })
})
