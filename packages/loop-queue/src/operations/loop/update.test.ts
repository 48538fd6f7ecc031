import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

const other = { tenant: 'local', role: 'user', member: { id: 'other', name: 'Other' } } as const

describeQueue('update_loop', (queue) => {
  it('changes what is given and leaves the rest', async () => {
    const { call, loop, events } = queue()
    const loop_id = await loop('A', { description: 'Old', ai_context: 'secret words' })
    const { loop: after, changed } = await call('update_loop', { loop_id, name: 'B', ai_context: 'other words' })
    expect(changed).toEqual(['name', 'ai_context'])
    expect(after).toMatchObject({ name: 'B', description: 'Old', ai_context: 'other words', version: 2 })
    const edited = (await events()).at(-1)!
    expect(edited).toMatchObject({ type: 'loop.edited', before: { name: 'A', ai_context: { length: 12 } }, after: { name: 'B' } })
    expect(JSON.stringify(edited)).not.toContain('words')
  })

  it('says that nothing changed where all is so already', async () => {
    const { call, loop, eventTypes } = queue()
    const loop_id = await loop('A')
    expect(await call('update_loop', { loop_id, name: 'A', share_with: [] })).toMatchObject({ changed: [], loop: { version: 1 } })
    expect(await eventTypes()).toEqual(['loop.created'])
  })

  it('lets two with the same if_version win once, and names what changed', async () => {
    const { call, loop, refusal } = queue()
    const loop_id = await loop('A')
    await call('update_loop', { loop_id, name: 'B', if_version: 1 })
    expect(await refusal('update_loop', { loop_id, name: 'C', if_version: 1 })).toMatchObject({
      code: 'version_mismatch',
      details: { version: 2, changed: ['name'] },
    })
  })

  it('shares a private loop with whom it names, and takes that back', async () => {
    const { call, loop, refusal } = queue()
    const loop_id = await loop('A', { visibility: 'private' })
    expect(await refusal('get_loop', { loop_id }, { as: other })).toMatchObject({ kind: 'not_found' })
    const shared = await call('update_loop', { loop_id, share_with: ['other'] })
    expect(shared).toMatchObject({ changed: ['share_with'], loop: { shared_with: ['other'] } })
    expect(await call('get_loop', { loop_id }, { as: other })).toMatchObject({ loop: { name: 'A' } })
    await call('update_loop', { loop_id, share_with: [] })
    expect(await refusal('get_loop', { loop_id }, { as: other })).toMatchObject({ kind: 'not_found' })
  })

  it('keeps a loop in sight of whoever makes it private', async () => {
    const { call, loop } = queue()
    const loop_id = await loop('A')
    const { loop: after } = await call('update_loop', { loop_id, visibility: 'private' }, { as: other })
    expect(after).toMatchObject({ visibility: 'private', created_by: 'owner', shared_with: ['other'] })
  })

  it('lets an agent change its own loops only', async () => {
    const { call, loop, refusal } = queue()
    const as = { tenant: 'local', role: 'agent', agent: { id: 'robot', name: 'Robot', type: 'implementer' } } as const
    const theirs = await loop('A')
    expect(await refusal('update_loop', { loop_id: theirs, name: 'B' }, { as })).toMatchObject({ code: 'not_for_agents' })
    const own = (await call('create_loop', { name: 'Mine' }, { as })).loop.id
    expect(await call('update_loop', { loop_id: own, name: 'Ours' }, { as })).toMatchObject({ changed: ['name'] })
  })

  it('refuses to change nothing', async () => {
    const { loop, refusal } = queue()
    expect(await refusal('update_loop', { loop_id: await loop('A') })).toMatchObject({ code: 'nothing_to_update' })
  })
})
