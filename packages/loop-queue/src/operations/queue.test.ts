import { expect, it } from 'vitest'
import { describeQueue } from '../fixtures/queue.ts'

describeQueue('get_loop_queue', (queue) => {
  it('gives active loops in order, with their numbers', async () => {
    const { call, loop, task } = queue()
    const first = await loop('First', { ai_context: 'x'.repeat(300) })
    await loop('Second')
    await task('A', { loop_id: first })
    await task('B', { loop_id: first, status: 'open' })
    const { loops, total, on_hold } = await call('get_loop_queue')
    expect(loops.map(({ name, position, ready }: Record<string, unknown>) => [name, position, ready])).toEqual([
      ['First', 1, 1],
      ['Second', 2, 0],
    ])
    expect(loops[0]).toMatchObject({ tasks: { approved: 1, open: 1 }, ai_context: 'x'.repeat(200), ai_context_cut: true })
    expect([total, on_hold]).toEqual([2, 0])
  })

  it('counts a task whose lease has run out as ready, before anybody wrote that down', async () => {
    const { call, loop, task, claim, pass } = queue()
    const id = await task('A', { loop_id: await loop('First') })
    await claim(id, { lease_seconds: 60 })
    expect((await call('get_loop_queue')).loops[0]).toMatchObject({ ready: 0, tasks: { in_progress: 1 } })
    pass(60_000)
    expect((await call('get_loop_queue')).loops[0]).toMatchObject({ ready: 1, tasks: { in_progress: 0, approved: 1 } })
  })

  it('leaves out loops on hold and counts them', async () => {
    const { call, loop } = queue()
    await call('close_loop', { loop_id: await loop('First') })
    expect(await call('get_loop_queue')).toEqual({ loops: [], total: 0, on_hold: 1 })
  })

  it('is empty in a workspace that nobody has written to', async () => {
    expect(await queue().call('get_loop_queue')).toEqual({ loops: [], total: 0, on_hold: 0 })
  })
})
