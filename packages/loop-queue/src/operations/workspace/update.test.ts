import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('update_workspace', (queue) => {
  it('changes what is given, tells the log without the texts, and counts the version', async () => {
    const { call, events } = queue()
    const { workspace, changed } = await call('update_workspace', { ai_context: 'Use tabs.', agents_may_approve: true, max_attempts: 3 })
    expect(changed).toEqual(['ai_context', 'agents_may_approve'])
    expect(workspace).toMatchObject({ ai_context: 'Use tabs.', agents_may_approve: true, gaps_to_tasks: true, version: 2 })
    const [event] = await events()
    expect(event).toMatchObject({ type: 'workspace.edited', after: { slug: 'default', ai_context: { length: 9 } } })
    expect(JSON.stringify(event)).not.toContain('tabs')
  })

  it('rules the claims that follow', async () => {
    const { call, loop, task } = queue()
    await call('update_workspace', { lease_seconds: 90 })
    await task('A', { loop_id: await loop('First') })
    expect((await call('claim_next_work')).lease.seconds).toBe(90)
  })

  it('refuses an old version and names what changed', async () => {
    const { call, refusal } = queue()
    await call('update_workspace', { name: 'App', if_version: 1 })
    const late = await refusal('update_workspace', { name: 'Web', if_version: 1 })
    expect(late).toMatchObject({ code: 'version_mismatch', details: { version: 2, changed: ['name'] } })
  })

  it('is no edit where all is so already', async () => {
    const { call, eventTypes } = queue()
    expect(await call('update_workspace', { description: '' })).toMatchObject({ changed: [], workspace: { version: 1 } })
    expect(await eventTypes()).toEqual([])
  })

  it('is for people only, and refuses to change nothing or to take what is out of bounds', async () => {
    const { refusal } = queue()
    expect(await refusal('update_workspace', { name: 'X' }, { as: 'orchestrator' })).toMatchObject({ kind: 'forbidden' })
    expect(await refusal('update_workspace', {})).toMatchObject({ code: 'nothing_to_update' })
    expect(await refusal('update_workspace', { lease_seconds: 4 })).toMatchObject({ kind: 'invalid_input' })
    expect(await refusal('update_workspace', { max_attempts: 21 })).toMatchObject({ kind: 'invalid_input' })
  })
})
