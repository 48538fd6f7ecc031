import { expect, it } from 'vitest'
import { describeQueue, type TestQueue } from '../../fixtures/queue.ts'

describeQueue('get_loop', (queue) => {
  it('gives the whole ai_context and all its tasks: in work, ready, resting, blocked, open, held, shipped, rejected', async () => {
    const { call, loop, task, claim } = queue()
    const ai_context = 'x'.repeat(32_768)
    const loop_id = await loop('First', { ai_context })
    const wanted = ['rejected', 'shipped', 'on_hold', 'open']
    for (const status of wanted) {
      const id = await task(status, { loop_id })
      await call('update_task', { task_id: id, status })
    }
    const blocker = await task('ready', { loop_id })
    await task('blocked', { loop_id, priority: 'urgent', depends_on: [blocker] })
    await task('ready first', { loop_id, priority: 'high' })
    const resting = await task('resting', { loop_id, priority: 'urgent' })
    await fail(queue(), resting)
    await claim(await task('in work', { loop_id }))
    const answer = await call('get_loop', { loop_id })
    expect(answer).toMatchObject({ loop: { ai_context, ready: 2 }, comments: [], left_out: { tasks: 0, comments: 0 } })
    const titles = answer.tasks.map(({ title }: { title: string }) => title)
    expect(titles).toEqual(['in work', 'ready first', 'ready', 'resting', 'blocked', 'open', 'on_hold', 'shipped', 'rejected'])
  })

  it('shows a task whose lease has run out as what it is now', async () => {
    const { call, loop, task, claim, pass } = queue()
    const loop_id = await loop('First')
    const id = await task('A', { loop_id })
    await claim(id, { lease_seconds: 60 })
    pass(60_000)
    expect((await call('get_loop', { loop_id })).tasks).toMatchObject([{ id, status: 'approved' }])
  })

  it('says how many tasks it left out', async () => {
    const { call, loop, task } = queue()
    const loop_id = await loop('First')
    for (let count = 0; count < 101; count += 1) await task(`T${count}`, { loop_id })
    const { tasks, left_out } = await call('get_loop', { loop_id })
    expect([tasks.length, left_out.tasks]).toEqual([100, 1])
  })

  it('refuses an unknown id and what is no id', async () => {
    const { refusal } = queue()
    expect(await refusal('get_loop', { loop_id: '01KE70EHG0ZZZZZZZZZZZZZZZZ' })).toMatchObject({ kind: 'not_found' })
    expect(await refusal('get_loop', { loop_id: 'x' })).toMatchObject({ code: 'bad_id' })
  })
})

/** Lets a task fail until it has to rest. */
async function fail({ call, claim }: TestQueue, id: string) {
  for (let tries = 0; tries < 2; tries += 1) {
    const lease_token = await claim(id)
    await call('release_task', { task_id: id, lease_token, outcome: 'failed', reason: 'No' })
  }
}
