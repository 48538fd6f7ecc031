import { describe, expect, it } from 'vitest'
import { localPrincipal } from './accounts/identities.ts'
import { anonymous } from './actor.ts'
import { createApplication } from './application.ts'
import { notes } from './fixtures/notes.ts'
import { localCaller } from './local-caller.ts'
import { testLoop } from './testing/index.ts'

const { application } = testLoop([notes])
const allowedTo = async (principal: Parameters<typeof localCaller>[1]) => [...(await localCaller(application, principal).allowed())!].sort()

describe('localCaller()', () => {
  it('calls on behalf of its principal', async () => {
    const caller = localCaller(application, localPrincipal())
    expect(await caller.call('add_note', { text: 'milk' })).toMatchObject({ note: { text: 'milk' } })
    await expect(localCaller(application, anonymous).call('list_notes', {})).rejects.toMatchObject({ kind: 'unauthenticated' })
  })

  it('knows what its principal may call, by any of their identities', async () => {
    const user = ['add_note', 'complete_notes', 'list_notes', 'notes_guide', 'notes_note', 'rewrite_note', 'spoil_note', 'wait_for_it']
    expect(await allowedTo(localPrincipal())).toEqual(user)
    expect(await allowedTo(localPrincipal('reviewer-local'))).toEqual(['complete_notes', 'list_notes'])
    expect(await allowedTo({ actor: { tenant: 'local', role: 'superadmin' }, identities: {} })).toEqual(['erase_notes', 'notes_admin'])
    expect(await allowedTo(anonymous)).toEqual([])
  })

  it('tells principals apart by their roles, and applications by their operations', async () => {
    const as = (role: 'user' | 'superadmin', identities = {}) => ({ actor: { tenant: 'local', role }, identities })
    const reviewer = { reviewer: { tenant: 'local', role: 'orchestrator' } as const }
    const principals = [as('user'), as('superadmin'), as('superadmin', reviewer)]
    const lists = await Promise.all(principals.map(allowedTo))
    expect(new Set(lists.map(String)).size).toBe(3)
    expect(await Promise.all(principals.map(allowedTo))).toEqual(lists)
    const bare = createApplication([], { databaseUrl: 'file::memory:' })
    expect(await localCaller(bare, as('user')).allowed()).toEqual(new Set())
  })

  it('closes the application', async () => {
    const own = createApplication([notes], { databaseUrl: 'file::memory:' })
    await localCaller(own, localPrincipal()).close()
    await expect(localCaller(own, localPrincipal()).call('list_notes', {})).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'storage_closed',
    })
  })
})
