import { expect, it } from 'vitest'
import { describeQueue } from './fixtures/queue.ts'

describeQueue('64 callers at once', (queue) => {
  it('empty a queue: no task is claimed twice, and none is left', async () => {
    const { call, loop, task } = queue()
    const loop_id = await loop('Work')
    const ids: string[] = []
    for (let count = 0; count < 200; count += 1) ids.push(await task(`Task ${count}`, { loop_id }))
    const claimed = (await Promise.all(Array.from({ length: 64 }, () => empty(call)))).flat()
    expect(claimed.toSorted()).toEqual(ids.toSorted())
    expect(await call('get_next_work')).toMatchObject({ tasks: [], reason: 'none_approved' })
  })

  it('claim one task: one has it', async () => {
    const { call, task } = queue()
    const task_id = await task('Wanted')
    const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => call('claim_task', { task_id })))
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason.code)
    expect(refusals).toEqual(Array(63).fill('already_claimed'))
  })

  it('set one task in progress: one has it', async () => {
    const { call, task } = queue()
    const task_id = await task('Wanted')
    const agent = (number: number) =>
      ({ tenant: 'local', role: 'agent', agent: { id: `agent-${number}`, name: `Agent ${number}`, type: 'implementer' } }) as const
    const take = (number: number) => call('update_task', { task_id, status: 'in_progress' }, { as: agent(number) })
    const outcomes = await Promise.allSettled(Array.from({ length: 16 }, (_, number) => take(number)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

/** Claims and completes until there is nothing more, and names what was claimed. */
async function empty(
  call: (name: string, input?: unknown) => Promise<{ task?: { id: string }; lease: { token: string } }>,
): Promise<string[]> {
  const claimed: string[] = []
  for (;;) {
    const { task, lease } = await call('claim_next_work')
    if (task === undefined) return claimed
    claimed.push(task.id)
    await call('complete_task', { task_id: task.id, lease_token: lease.token })
  }
}
