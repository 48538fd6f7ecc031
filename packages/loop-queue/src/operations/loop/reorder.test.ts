import { expect, it } from 'vitest'
import { describeQueue, type TestQueue } from '../../fixtures/queue.ts'

async function order({ call }: TestQueue): Promise<string[]> {
  return (await call('get_loop_queue')).loops.map(({ name, priority }: Record<string, unknown>) => `${name}${priority}`)
}

describeQueue('reorder_loops', (queue) => {
  it('puts a part of the loops first and keeps the order of the rest', async () => {
    const { call, loop } = queue()
    const [, , c, d] = [await loop('A'), await loop('B'), await loop('C'), await loop('D')]
    const { queue: places } = await call('reorder_loops', { loop_ids: [d, c] })
    expect(places.map(({ name, position }: Record<string, unknown>) => `${name}${position}`)).toEqual(['D1', 'C2', 'A3', 'B4'])
    expect(await order(queue())).toEqual(['D0', 'C1', 'A2', 'B3'])
  })

  it('numbers loops on hold and the private ones of others as well', async () => {
    const { call, loop } = queue()
    const [a, , c] = [await loop('A'), await loop('B', { visibility: 'private' }), await loop('C')]
    await call('close_loop', { loop_id: a })
    const other = { tenant: 'local', role: 'user', member: { id: 'other', name: 'Other' } } as const
    const { queue: places } = await call('reorder_loops', { loop_ids: [c] }, { as: other })
    expect(places).toEqual([{ id: c, name: 'C', position: 1 }])
    expect(await order(queue())).toEqual(['C0', 'B2'])
    expect((await call('get_loop', { loop_id: a })).loop.priority).toBe(1)
  })

  it('is one event, and none where the order was so already', async () => {
    const { call, loop, events } = queue()
    const [a, b] = [await loop('A'), await loop('B')]
    await call('reorder_loops', { loop_ids: [b, a] })
    await call('reorder_loops', { loop_ids: [b] })
    const told = (await events()).filter(({ type }) => type === 'loops.reordered')
    expect(told.map(({ after }) => after!.loop_ids)).toEqual([[b, a]])
  })

  it('changes nothing where an id is unknown or given twice', async () => {
    const { loop, refusal } = queue()
    const [a, b] = [await loop('A'), await loop('B')]
    const unknown = '01KE70EHG0ZZZZZZZZZZZZZZZZ'
    expect(await refusal('reorder_loops', { loop_ids: [b, unknown] })).toMatchObject({ kind: 'not_found', details: { ids: [unknown] } })
    expect(await refusal('reorder_loops', { loop_ids: [b, a, b] })).toMatchObject({ kind: 'invalid_input' })
    expect(await order(queue())).toEqual(['A0', 'B1'])
  })

  it('orders more loops than fit into one statement', async () => {
    const { call, loop } = queue()
    const ids: string[] = []
    for (let count = 0; count < 501; count += 1) ids.push(await loop(`L${count}`))
    const { queue: places } = await call('reorder_loops', { loop_ids: ids.toReversed() })
    expect([places.length, places[0].name]).toEqual([100, 'L500'])
    expect((await call('get_loop', { loop_id: ids[0] })).loop).toMatchObject({ priority: 500, position: 501 })
  })
})
