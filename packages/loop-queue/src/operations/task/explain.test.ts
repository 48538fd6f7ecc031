import { expect, it } from 'vitest'
import { annasAgent, bert } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('explain_task', (queue) => {
  const codes = async (task_id: string) =>
    (await queue().call('explain_task', { task_id })).reasons.map(({ code }: { code: string }) => code)

  it('gives the place of a ready task in its loop and in the queue', async () => {
    const { call, loop, task } = queue()
    const [first, second] = [await loop('First'), await loop('Second')]
    await task('A', { loop_id: first })
    await task('Urgent', { loop_id: second, priority: 'urgent' })
    const last = await task('Last', { loop_id: second })
    const next = await task('Next', { loop_id: first, priority: 'urgent' })
    expect(await call('explain_task', { task_id: next })).toEqual({ ready: true, rank: 1, ahead: 0, reasons: [] })
    expect(await call('explain_task', { task_id: last })).toEqual({
      ready: true,
      rank: 2,
      ahead: 3,
      reasons: [{ code: 'behind', text: '3 ready tasks come before it; it is number 2 of its loop.', next: expect.any(String) }],
    })
  })

  it('counts what a lease that ran out held', async () => {
    const { call, loop, task, claim, pass } = queue()
    const loop_id = await loop('First')
    const held = await task('Held', { loop_id })
    const task_id = await task('A', { loop_id })
    await claim(held, { lease_seconds: 5 })
    expect(await call('explain_task', { task_id })).toMatchObject({ rank: 1, ahead: 0 })
    expect(await codes(held)).toEqual(['claimed'])
    pass(5_000)
    expect(await call('explain_task', { task_id })).toMatchObject({ rank: 2, ahead: 1 })
    expect(await call('explain_task', { task_id: held })).toMatchObject({ ready: true, rank: 1, reasons: [] })
  })

  it.each(['open', 'on_hold', 'rejected', 'shipped'])('not_approved: it is %s', async (status) => {
    const { call, task, loop } = queue()
    const task_id = await task('A', { loop_id: await loop('First') })
    await call('update_task', { task_id, status })
    const { ready, reasons } = await call('explain_task', { task_id })
    expect([ready, reasons.length, reasons[0].code]).toEqual([false, 1, 'not_approved'])
    expect(reasons[0].text).toContain(status)
  })

  it('claimed: by whom and until when', async () => {
    const { call, task, loop, claim } = queue()
    const loop_id = await loop('First')
    const [task_id, endless] = [await task('A', { loop_id }), await task('B', { loop_id })]
    await claim(task_id, { worker: 'window 1' }, { as: annasAgent })
    await call('update_task', { task_id: endless, status: 'in_progress' }, { as: annasAgent })
    const { reasons } = await call('explain_task', { task_id })
    expect(reasons[0].text).toBe('It is held by annas-agent (window 1) until 2026-01-05T12:30:00.000Z.')
    expect(await codes(endless)).toEqual(['claimed'])
  })

  it('waiting and dead: after failures', async () => {
    const { call, task, loop, claim, pass } = queue()
    const task_id = await task('A', { loop_id: await loop('First') })
    const fail = async () => call('release_task', { task_id, lease_token: await claim(task_id), outcome: 'failed', reason: 'It broke.' })
    await fail()
    expect(await codes(task_id)).toEqual([])
    await fail()
    expect(await codes(task_id)).toEqual(['waiting'])
    pass(60_000)
    await fail()
    const { reasons } = await call('explain_task', { task_id })
    expect(reasons).toMatchObject([{ code: 'dead', text: 'It was set aside after 3 failures. The last reason: It broke.' }])
  })

  it('blocked_by and parent_of_open: by what', async () => {
    const { call, task, loop } = queue()
    const loop_id = await loop('First')
    const blocker = await task('Blocker')
    const task_id = await task('A', { loop_id, depends_on: [blocker] })
    const child = await task('Child', { parent_id: task_id })
    const { reasons } = await call('explain_task', { task_id })
    expect(reasons.map(({ code }: { code: string }) => code)).toEqual(['blocked_by', 'parent_of_open'])
    expect(reasons[0].text).toContain(`${blocker} "Blocker" (approved)`)
    expect(reasons[1].text).toContain(child)
  })

  it('no_loop, loop_on_hold and loop_shipped: what its loop is', async () => {
    const { call, task, loop, tables } = queue()
    const alone = await task('Alone')
    expect(await call('explain_task', { task_id: alone })).toMatchObject({ ready: true, reasons: [{ code: 'no_loop' }] })
    const task_id = await task('A', { loop_id: await loop('First') })
    for (const status of ['on_hold', 'shipped'] as const) {
      await tables((db) => db.updateTable('queue_loops').set({ status }).execute())
      expect(await call('explain_task', { task_id })).toMatchObject({ ready: false, reasons: [{ code: `loop_${status}` }] })
    }
  })

  it('does not name what the caller may not see, and does not find it', async () => {
    const { call, task, loop, refusal } = queue()
    const secret = await task('Secret plan', { loop_id: await loop('Mine', { visibility: 'private' }) })
    const task_id = await task('A', { depends_on: [secret] })
    const seen = await call('explain_task', { task_id }, { as: bert })
    expect(JSON.stringify(seen)).not.toContain('Secret plan')
    expect(await refusal('explain_task', { task_id: secret }, { as: bert })).toMatchObject({ code: 'not_found' })
  })
})
