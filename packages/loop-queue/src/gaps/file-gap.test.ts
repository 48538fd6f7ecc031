import { expect, it } from 'vitest'
import { annasAgent } from '../fixtures/actors.ts'
import { filer } from '../fixtures/filer.ts'
import { describeQueue } from '../fixtures/queue.ts'
import { loopQueue } from '../index.ts'

const gap = {
  criteria: ['tests-pass', 'no-todo'],
  blocker: 'The test server\nis down.',
  tried: 'Started it twice.',
  needs: 'Somebody with access.',
}

describeQueue(
  'a gap that another module files',
  (queue) => {
    const titles = async () => (await queue().call('list_tasks', { view: 'all' })).tasks.map(({ title }: { title: string }) => title)
    /** Delivers what was filed so far, as often as it is called. */
    async function deliverAll(): Promise<void> {
      const { application, events, tables } = queue()
      let made = 0
      const context = {
        now: () => new Date('2026-01-05T12:00:00.000Z'),
        newId: () => `made ${++made}`,
        emit() {},
        config: application.config,
      }
      for (const event of await events())
        if (event.type === 'gap.filed') await tables((db) => loopQueue.on!['gap.filed']!(event, { ...context, db } as never))
    }

    it('is an open task in no loop, with what was tried and what is needed', async () => {
      const { call, work, events } = queue()
      await call('update_workspace', { name: 'Mine' })
      await call('file', gap, { as: annasAgent })
      await work()
      await expect.poll(titles, { timeout: 20_000 }).toEqual(['Gap: The test server is down.'])
      const [{ id: task_id }] = (await call('list_tasks', { status: 'open' })).tasks
      const { task } = await call('get_task', { task_id })
      expect(task).toMatchObject({ status: 'open', created_by: 'annas-agent' })
      expect(task.loop_id).toBeUndefined()
      expect(task.body).toMatchInlineSnapshot(`
        "## Not shown to be done

        - tests-pass
        - no-todo

        ## What stands in the way

        The test server
        is down.

        ## What was tried

        Started it twice.

        ## What is needed

        Somebody with access."
      `)
      expect((await events()).filter(({ type, entity }) => type === 'task.created' && entity === task_id)).toHaveLength(1)
    })

    it('is one task, however often its event is delivered', async () => {
      const { call, work } = queue()
      await call('update_workspace', { name: 'Mine' })
      await call('file', gap)
      await work()
      await expect.poll(titles, { timeout: 20_000 }).toHaveLength(1)
      await deliverAll()
      expect(await titles()).toHaveLength(1)
    })

    it('is none where the workspace does not want it, and none of a workspace that is not there', async () => {
      const { call } = queue()
      await call('update_workspace', { gaps_to_tasks: false })
      await call('file', gap)
      await call('file', { ...gap, workspace: 'elsewhere' })
      await deliverAll()
      expect(await titles()).toEqual([])
      await call('update_workspace', { gaps_to_tasks: true })
      await deliverAll()
      expect(await titles()).toEqual(['Gap: The test server is down.'])
      expect(await queue().rows('queue_workspaces')).toHaveLength(1)
    })

    it.each([
      ['says nothing that can be understood', { blocker: 'Words' }],
      ['is not for everybody', { ...gap, audience: ['anna'] }],
    ])('is none where it %s', async (_, first) => {
      await queue().call('update_workspace', { name: 'Mine' })
      await queue().call('file', first)
      await queue().call('file', { criteria: ['last'] })
      await deliverAll()
      expect(await titles()).toEqual(['Gap: last'])
    })

    it('is bounded, whatever it says', async () => {
      const { call, work } = queue()
      await call('update_workspace', { name: 'Mine' })
      await call('file', { criteria: Array.from({ length: 30 }, (_, index) => `c${index}`), blocker: `${'x'.repeat(1_990)}\u0007` })
      await work()
      await expect.poll(titles, { timeout: 20_000 }).toHaveLength(1)
      expect((await titles())[0]).toHaveLength(500)
      const { body } = (await queue().rows('queue_tasks'))[0]!
      expect(body).toContain('- c19\n- and 10 more')
    })
  },
  undefined,
  [filer],
)
