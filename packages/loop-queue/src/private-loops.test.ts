import { describe, expect, it } from 'vitest'
import { describeQueue, type TestQueue } from './fixtures/queue.ts'
import { type Ids, leastInput, naming, namingArguments } from './fixtures/samples.ts'
import { loopQueue } from './index.ts'

const { operations, resources = [], prompts = [] } = loopQueue
const all = [...operations, ...[...resources, ...prompts].map(({ operation }) => operation)]
const cases = all.flatMap((operation) => namingArguments(operation).map((argument) => [operation.name, argument, operation] as const))

const person = (id: string) => ({ tenant: 'local', role: 'user', member: { id, name: id } }) as const
const agentOf = (id: string) =>
  ({
    tenant: 'local',
    role: 'agent',
    agent: { id: `agent of ${id}`, name: `agent of ${id}`, type: 'implementer' },
    member: { id, name: id },
  }) as const

const secret = 'Hidden words'

/** A loop with a task, both of the owner. */
async function make({ loop, task }: TestQueue, name: string, more?: object): Promise<Ids> {
  const id = await loop(name, { ai_context: name, ...more })
  return { loop: id, task: await task(name, { loop_id: id, body: name }) }
}

it('there is something to try', () => {
  expect(cases.length).toBeGreaterThan(20)
})

describeQueue('a private loop, for another member,', (queue) => {
  it.each(cases)('is not there for %s as %s', async (name, argument, operation) => {
    const hidden = await make(queue(), secret, { visibility: 'private' })
    const open = await make(queue(), 'Open')
    const input = leastInput(operation, open, { [argument]: hidden })
    const error = await queue().refusal(name, input, { as: person('other') })
    expect([error.kind, JSON.stringify(error).includes(secret)]).toEqual(['not_found', false])
    expect(error.message).toContain(hidden[naming[argument]])
  })

  it.each(all.map((operation) => [operation.name, operation] as const))('is not in what %s answers', async (name, operation) => {
    const hidden = await make(queue(), secret, { visibility: 'private' })
    const open = await make(queue(), 'Open')
    const answer = await queue()
      .call(name, leastInput(operation, open), { as: person('other') })
      .catch((error: unknown) => error)
    const text = JSON.stringify(answer)
    expect(answer).not.toMatchObject({ kind: 'internal' })
    for (const part of [secret, hidden.loop, hidden.task]) expect(text).not.toContain(part)
  })

  it('is counted nowhere', async () => {
    await make(queue(), secret, { visibility: 'private' })
    const { call } = queue()
    const as = person('other')
    const { loops, tasks, oldest_ready_seconds } = await call('get_queue_stats', {}, { as })
    expect([loops.total, loops.with_work_ready, tasks.total, tasks.ready, oldest_ready_seconds]).toEqual([0, 0, 0, 0, undefined])
    expect(await call('get_loop_queue', {}, { as })).toEqual({ loops: [], total: 0, on_hold: 0 })
    expect((await call('list_loops', {}, { as })).total).toBe(0)
    for (const view of ['all', 'ready']) expect((await call('list_tasks', { view }, { as })).total).toBe(0)
    expect(await call('get_next_work', {}, { as })).toMatchObject({ reason: 'no_active_loops', skipped: [] })
    expect((await call('get_workspace', {}, { as })).counts).toEqual({ loops: 0, tasks: 0 })
  })

  it('gives its tasks to nobody, whatever they ask for', async () => {
    await make(queue(), secret, { visibility: 'private' })
    expect((await queue().call('claim_next_work', {}, { as: agentOf('other') })).task).toBeUndefined()
  })

  it('has a place of its own in the order, which the others do not notice', async () => {
    await make(queue(), secret, { visibility: 'private' })
    const open = await make(queue(), 'Open')
    const { loops } = await queue().call('get_loop_queue', {}, { as: person('other') })
    expect(loops).toMatchObject([{ id: open.loop, position: 1 }])
  })

  it('keeps its events to those who may see it', async () => {
    const { call, claim, events } = queue()
    const { loop: loop_id, task: task_id } = await make(queue(), secret, { visibility: 'private' })
    const lease_token = await claim(task_id)
    await call('complete_task', { task_id, lease_token, summary: 'Done' })
    await call('close_loop', { loop_id })
    await call('update_loop', { loop_id, name: 'Hidden too', share_with: ['friend'] })
    const audiences = (await events()).map(({ type, audience }) => [type, audience?.includes('owner'), audience?.includes('other')])
    expect(audiences.filter(([, owner, other]) => owner !== true || other !== false)).toEqual([])
  })
})

describeQueue('a private loop', (queue) => {
  describe.each([
    ['its creator', person('owner')],
    ['an agent of its creator', agentOf('owner')],
    ['a member it is shared with', person('friend')],
    ['an agent of that member', agentOf('friend')],
  ])('for %s', (_, as) => {
    it('is there, is counted and gives its work', async () => {
      const { call } = queue()
      const { loop: loop_id, task: task_id } = await make(queue(), secret, { visibility: 'private' })
      await call('update_loop', { loop_id, share_with: ['friend'] })
      expect((await call('get_loop', { loop_id }, { as })).tasks).toMatchObject([{ id: task_id }])
      expect((await call('get_task', { task_id }, { as })).task.body).toBe(secret)
      expect((await call('get_queue_stats', {}, { as })).loops).toMatchObject({ total: 1, with_work_ready: 1 })
      expect((await call('claim_next_work', {}, { as })).task.id).toBe(task_id)
    })
  })

  it('that an agent made is there for the member it works for and that member’s other agents', async () => {
    const { call, refusal } = queue()
    const made = await call('create_loop', { name: secret, visibility: 'private' }, { as: agentOf('friend') })
    const loop_id = made.loop.id
    const sibling = { ...agentOf('friend'), agent: { id: 'sibling', name: 'sibling', type: 'implementer' } } as const
    for (const as of [person('friend'), sibling]) expect((await call('get_loop', { loop_id }, { as })).loop.name).toBe(secret)
    expect(await refusal('get_loop', { loop_id }, { as: person('owner') })).toMatchObject({ kind: 'not_found' })
  })

  it('may be shared with one agent alone', async () => {
    const { call, refusal } = queue()
    const { loop: loop_id } = await make(queue(), secret, { visibility: 'private' })
    await call('update_loop', { loop_id, share_with: ['agent of friend'] })
    expect((await call('get_loop', { loop_id }, { as: agentOf('friend') })).loop.name).toBe(secret)
    expect(await refusal('get_loop', { loop_id }, { as: person('friend') })).toMatchObject({ kind: 'not_found' })
  })

  it('that becomes public is there for everybody', async () => {
    const { call } = queue()
    const { loop: loop_id } = await make(queue(), secret, { visibility: 'private' })
    await call('update_loop', { loop_id, visibility: 'public' })
    expect((await call('get_loop', { loop_id }, { as: person('other') })).loop.name).toBe(secret)
  })
})
