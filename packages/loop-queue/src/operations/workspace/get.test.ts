import { expect, it } from 'vitest'
import { addMember } from '../../fixtures/members.ts'
import { describeQueue } from '../../fixtures/queue.ts'

const other = { tenant: 'local', role: 'user', member: { id: 'other', name: 'Other' } } as const

describeQueue('get_workspace', (queue) => {
  it('carries the ai_context, and get_next_work repeats it', async () => {
    const { call } = queue()
    await call('update_workspace', { ai_context: 'Use tabs.' })
    expect((await call('get_workspace')).workspace).toMatchObject({ slug: 'default', ai_context: 'Use tabs.' })
    expect(await call('get_next_work')).toMatchObject({ workspace_ai_context: 'Use tabs.' })
  })

  it('shows a workspace that nobody has written to with its defaults, and makes none by looking', async () => {
    const { call } = queue()
    const { workspace, counts } = await call('get_workspace', {}, { as: 'agent' })
    expect(workspace).toEqual({
      slug: 'default',
      name: 'default',
      lease_seconds: 1_800,
      max_attempts: 3,
      agents_may_approve: false,
      gaps_to_tasks: true,
      version: 1,
    })
    expect(counts).toEqual({ loops: 0, tasks: 0 })
    expect((await call('list_workspaces')).workspaces).toEqual([])
  })

  it('names the members without their addresses', async () => {
    await addMember(queue(), { id: 'm1', name: 'Ada', email: 'ada@example.com' })
    const { call } = queue()
    const answer = await call('get_workspace')
    expect(answer.members).toContainEqual({ id: 'm1', name: 'Ada' })
    expect(JSON.stringify(answer)).not.toContain('ada@example.com')
  })

  it('counts only what the caller may see', async () => {
    const { call, loop, task } = queue()
    await task('A', { loop_id: await loop('Hidden', { visibility: 'private' }) })
    await task('B')
    expect((await call('get_workspace')).counts).toEqual({ loops: 1, tasks: 2 })
    expect((await call('get_workspace', {}, { as: other })).counts).toEqual({ loops: 0, tasks: 1 })
  })

  it('keeps workspaces apart', async () => {
    const { call, loop, refusal } = queue()
    const loop_id = await loop('A')
    const settings = { LOOP_QUEUE_WORKSPACE: 'app' }
    expect(await refusal('get_loop', { loop_id }, { settings })).toMatchObject({ kind: 'not_found' })
    expect(await refusal('get_workspace', {}, { settings, as: 'agent' })).toMatchObject({ kind: 'not_found' })
    expect((await call('get_workspace', {}, { settings })).counts.loops).toBe(0)
  })
})
