import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('list_workspaces', (queue) => {
  it('gives all workspaces by their slugs, and the one of the call', async () => {
    const { call, loop } = queue()
    expect(await call('list_workspaces')).toEqual({ workspaces: [], present: 'default' })
    await loop('A')
    const settings = { LOOP_QUEUE_WORKSPACE: 'app' }
    await call('create_loop', { name: 'B' }, { settings })
    const { workspaces, present } = await call('list_workspaces', {}, { settings })
    expect([workspaces.map(({ slug }: { slug: string }) => slug), present]).toEqual([['app', 'default'], 'app'])
  })
})
