import { describe, expect, it } from 'vitest'
import { useLoop } from '../fixtures/use-loop.ts'
import type { Database } from '../storage/storage.ts'
import { testDatabases } from '../testing/index.ts'
import { admitTenant, beginEnrolment, sweepEnrolments, takeEnrolment } from './enrolment.ts'
import { changeProfile, readProfile } from './profile.ts'
import { createTenant, listTenants, requireTenant, reserveTenant, setTenantStatus } from './tenants.ts'

const now = new Date('2026-01-05T12:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

describe.each(testDatabases())('an enrolment on $name', (kind) => {
  const loop = useLoop(kind, [])
  const storage = () => loop().application.storage
  const enrolment = (id: string, more: object = {}) => ({
    id,
    tenant: id,
    name: id,
    email: `${id}@example.com`,
    challenges: ['a', 'b'],
    expires_at: later(10).toISOString(),
    ...more,
  })

  it('is gone on with once, by one of many who try at the same time', async () => {
    await beginEnrolment(storage(), enrolment('once'))
    const tries = await Promise.all(Array.from({ length: 6 }, () => takeEnrolment(storage(), 'once', later(9))))
    expect(tries.filter((taken) => taken !== undefined)).toEqual([enrolment('once')])
  })

  it('is over in time, and then forgotten', async () => {
    await beginEnrolment(storage(), enrolment('late'))
    await beginEnrolment(storage(), enrolment('early', { expires_at: later(11).toISOString() }))
    expect(await takeEnrolment(storage(), 'late', later(10))).toBeUndefined()
    await sweepEnrolments(storage(), later(10), async () => false)
    const left = await storage().directory('read', (db) => db.selectFrom('core_enrolments').select('id').execute())
    expect(left).toEqual([{ id: 'early' }])
  })

  it('is refused where the name or the address is taken, in whatever letters; nobody else can have that of this machine', async () => {
    await createTenant(storage(), { id: 'acme', name: 'Acme', email: 'One@Example.com' }, now)
    const refused = (more: object) => expect(beginEnrolment(storage(), enrolment('new', more))).rejects
    await refused({ tenant: 'acme' }).toMatchObject({ kind: 'conflict', code: 'tenant_exists' })
    await refused({ tenant: 'local' }).toMatchObject({ code: 'tenant_exists' })
    await refused({ email: ' ONE@example.com' }).toMatchObject({ kind: 'conflict', code: 'email_taken' })
    await expect(createTenant(storage(), { id: 'two', name: 'Two', email: 'one@example.COM' }, now)).rejects.toMatchObject({
      code: 'email_taken',
    })
    expect((await listTenants(storage())).map(({ id }) => id)).toEqual(['acme'])
  })

  it('lets one of many have an address', async () => {
    const tries = ['r1', 'r2', 'r3', 'r4'].map((id) => reserveTenant(storage(), { id, name: id, email: 'racer@example.com' }, now))
    expect((await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('that a process left in the middle is ended after a quarter of an hour, and its name can be had again', async () => {
    const status = 'pending_enrollment'
    await reserveTenant(storage(), { id: 'left', name: 'Left', email: 'left@example.com', status }, now)
    await reserveTenant(storage(), { id: 'done', name: 'Done', status }, now)
    await storage().transaction('done', 'write', (db) => changeProfile(db, { name: 'Done' }, now))
    const isSetUp = async (db: Database) => (await readProfile(db)).name !== null
    await sweepEnrolments(storage(), later(15), isSetUp)
    expect(await requireTenant(storage(), 'left')).toMatchObject({ status })
    for (let run = 1; run <= 2; run++) await sweepEnrolments(storage(), later(16), isSetUp)
    await expect(requireTenant(storage(), 'left')).rejects.toMatchObject({ code: 'tenant_not_found' })
    expect(await requireTenant(storage(), 'done')).toMatchObject({ status: 'active' })
    await beginEnrolment(storage(), enrolment('again', { tenant: 'left', email: 'left@example.com' }))
  })

  it('admits nobody whom somebody else has turned away meanwhile', async () => {
    await reserveTenant(storage(), { id: 'barred', name: 'Barred', status: 'pending_enrollment' }, now)
    await setTenantStatus(storage(), 'barred', 'suspended')
    expect(await admitTenant(storage(), 'barred')).toBe(false)
    expect(await requireTenant(storage(), 'barred')).toMatchObject({ status: 'suspended' })
  })
})
