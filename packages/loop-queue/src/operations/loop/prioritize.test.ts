import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('set_loop_priority', (queue) => {
  it('puts a loop with 0 first; with equal numbers the older one comes first', async () => {
    const { call, loop, pass } = queue()
    const old = await loop('Old')
    pass(1_000)
    const middle = await loop('Middle')
    pass(1_000)
    const young = await loop('Young')
    await call('set_loop_priority', { loop_id: old, priority: 5 })
    const first = await call('set_loop_priority', { loop_id: young, priority: 0 })
    expect(first.queue).toEqual([
      { id: young, name: 'Young', position: 1 },
      { id: middle, name: 'Middle', position: 2 },
      { id: old, name: 'Old', position: 3 },
    ])
    expect(first.loop).toMatchObject({ priority: 0, position: 1, version: 1 })
    const { queue: equal } = await call('set_loop_priority', { loop_id: middle, priority: 0 })
    expect(equal.map(({ name }: { name: string }) => name)).toEqual(['Middle', 'Young', 'Old'])
  })

  it('is told in the log once, and not where nothing changes', async () => {
    const { call, loop, events } = queue()
    const loop_id = await loop('A')
    await call('set_loop_priority', { loop_id, priority: 2.5 })
    await call('set_loop_priority', { loop_id, priority: 2.5 })
    const moved = (await events()).filter(({ type }) => type === 'loop.moved')
    expect(moved).toMatchObject([{ before: { priority: 0 }, after: { loop_id, priority: 2.5 } }])
  })

  it('is for people and orchestrators, and for numbers from 0', async () => {
    const { loop, refusal, call } = queue()
    const loop_id = await loop('A')
    expect(await refusal('set_loop_priority', { loop_id, priority: 1 }, { as: 'agent' })).toMatchObject({ kind: 'forbidden' })
    expect(await refusal('set_loop_priority', { loop_id, priority: -1 })).toMatchObject({ kind: 'invalid_input' })
    expect(await call('set_loop_priority', { loop_id, priority: 1 }, { as: 'orchestrator' })).toMatchObject({ loop: { priority: 1 } })
  })
})
