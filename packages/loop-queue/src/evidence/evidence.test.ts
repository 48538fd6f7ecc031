import type { Actor, Fact } from 'loop-core'
import { expect, it } from 'vitest'
import { anna, annasAgent, bert, bertsAgent } from '../fixtures/actors.ts'
import { asker } from '../fixtures/asker.ts'
import { describeQueue, type TestQueue } from '../fixtures/queue.ts'

const noon = '2026-01-05T12:00:00.000Z'

describeQueue(
  'what another module learns of the queue',
  (queue) => {
    async function ask(subject: object, as: Actor = anna): Promise<Fact[]> {
      return (await queue().call('ask', subject, { as })).facts
    }
    const named = (facts: Fact[], name: string) => facts.filter((fact) => fact.name === name)
    const valuesOf = async (name: string, subject: object, as?: Actor) => named(await ask(subject, as), name).map(({ value }) => value)

    /** A private loop of Anna's with a task that her agent holds. */
    async function makePrivate({ call }: TestQueue): Promise<{ loop: string; task: string }> {
      const { loop } = await call('create_loop', { name: 'Mine', visibility: 'private' }, { as: anna })
      const { task } = await call('create_task', { title: 'Mine', status: 'approved', loop_id: loop.id }, { as: anna })
      await call('claim_task', { task_id: task.id }, { as: annasAgent })
      return { loop: loop.id, task: task.id }
    }

    it('is nothing while there is no such workspace', async () => {
      expect(await ask({})).toEqual([])
      await queue().task('A')
      expect(await ask({ workspace: '/home/anna/my-app' })).toEqual([])
    })

    it('is a live lease: who holds which task, and until when', async () => {
      const { task, claim } = queue()
      const task_id = await task('A', { loop_id: await queue().loop('First') })
      const token = await claim(task_id, { lease_seconds: 600 }, { as: annasAgent })
      const lease = {
        name: 'queue.live_lease',
        value: task_id,
        subject: 'annas-agent',
        actor: 'annas-agent',
        at: noon,
        details: { title: 'A', generation: 1, expires_at: '2026-01-05T12:10:00.000Z' },
      }
      for (const [subject, as] of [
        [{}, annasAgent],
        [{ actor: 'annas-agent' }, bert],
        [{ actor: 'anna' }, bert],
        [{}, anna],
      ] as const)
        expect(named(await ask(subject, as), 'queue.live_lease')).toEqual([lease])
      expect(await valuesOf('queue.live_lease', {}, bertsAgent)).toEqual([])
      expect(await valuesOf('queue.live_lease', { task: await task('B') }, annasAgent)).toEqual([])
      expect(JSON.stringify(await ask({ task: task_id }, annasAgent))).not.toContain(token)
    })

    it('is no lease that ran out, and no claim without an end', async () => {
      const { call, task, claim, pass, eventTypes } = queue()
      await claim(await task('A'), { lease_seconds: 60 }, { as: annasAgent })
      await call('update_task', { task_id: await task('B'), status: 'in_progress' }, { as: annasAgent })
      expect(await valuesOf('queue.live_lease', {}, annasAgent)).toHaveLength(1)
      pass(60_000)
      const before = await eventTypes()
      expect(await valuesOf('queue.live_lease', {}, annasAgent)).toEqual([])
      expect(await eventTypes()).toEqual(before)
    })

    it('is how much is open and ready, in a loop and in the workspace', async () => {
      const { call, task, loop, claim, pass } = queue()
      const loop_id = await loop('First')
      const ground = await task('Ground', { loop_id })
      await task('Waiting', { loop_id, depends_on: [ground] })
      await call('update_task', { task_id: await task('Done', { loop_id }), status: 'shipped' })
      await task('Elsewhere', { loop_id: await loop('Second') })
      const counts = async (subject: object) => [await valuesOf('queue.open_count', subject), await valuesOf('queue.ready_count', subject)]
      expect(await counts({ loop: loop_id })).toEqual([[2], [1]])
      expect(await counts({ workspace: 'default' })).toEqual([[3], [2]])
      await claim(ground, { lease_seconds: 60 })
      expect(await counts({ loop: loop_id })).toEqual([[2], [0]])
      pass(60_000)
      expect(await counts({ loop: loop_id })).toEqual([[2], [1]])
      expect(await counts({})).toEqual([[3], [2]])
      await call('close_loop', { loop_id })
      expect(await counts({ loop: loop_id })).toEqual([[2], [0]])
      expect(named(await ask({ loop: loop_id }), 'queue.open_count')).toMatchObject([{ subject: loop_id, at: '2026-01-05T12:01:00.000Z' }])
      expect(named(await ask({}), 'queue.open_count')).toMatchObject([{ subject: 'default' }])
    })

    it('is the status of a task, with who moved it there and when', async () => {
      const { call, pass, claim } = queue()
      const { task } = await call('create_task', { title: 'A' }, { as: anna })
      const status = async () => named(await ask({ task: task.id }), 'queue.task_status')
      const fact = { name: 'queue.task_status', subject: task.id }
      expect(await status()).toEqual([{ ...fact, value: 'open', actor: 'anna', at: noon, details: { generation: 0 } }])
      pass(1_000)
      await call('update_task', { task_id: task.id, status: 'approved' }, { as: bert })
      pass(1_000)
      await call('update_task', { task_id: task.id, title: 'B' }, { as: anna })
      expect(await status()).toMatchObject([{ value: 'approved', actor: 'bert', at: '2026-01-05T12:00:01.000Z' }])
      await claim(task.id, { lease_seconds: 60 }, { as: annasAgent })
      expect(await status()).toMatchObject([{ value: 'in_progress', actor: 'annas-agent', details: { generation: 1 } }])
      pass(61_000)
      expect(await status()).toMatchObject([{ value: 'approved', actor: 'queue', at: '2026-01-05T12:01:02.000Z' }])
      await call('update_task', { task_id: task.id, status: 'open' }, { as: bert })
      expect(await status()).toMatchObject([{ value: 'open', actor: 'bert' }])
    })

    it('says nothing of a private loop to those who may not see it', async () => {
      const { loop, task } = await makePrivate(queue())
      expect(await ask({ loop, task }, anna)).toHaveLength(4)
      expect(await ask({ loop, task, actor: 'annas-agent' }, bert)).toEqual([])
      const facts = await ask({ actor: 'annas-agent' }, bert)
      expect(facts.map(({ name, value }) => [name, value])).toEqual([
        ['queue.open_count', 0],
        ['queue.ready_count', 0],
      ])
    })

    it('is, for a job that asks as nobody, what is public', async () => {
      const { call, work, task, events } = queue()
      const hidden = await makePrivate(queue())
      const open = await task('Open')
      for (const task_id of [hidden.task, open]) await call('add_comment', { task_id, body: 'Hello.' }, { as: anna })
      await work()
      const asked = async (id: string) =>
        (await events()).filter(({ type, entity }) => type === 'asker.asked' && entity === id).map(({ after }) => after!.facts as Fact[])
      await expect.poll(() => asked(open), { timeout: 20_000 }).toHaveLength(1)
      await expect.poll(() => asked(hidden.task), { timeout: 20_000 }).toHaveLength(1)
      expect((await asked(open))[0]!.map(({ name, value }) => [name, value])).toEqual([
        ['queue.open_count', 1],
        ['queue.ready_count', 1],
        ['queue.task_status', 'approved'],
      ])
      expect(named((await asked(hidden.task))[0]!, 'queue.task_status')).toEqual([])
    })
  },
  undefined,
  [asker],
)
