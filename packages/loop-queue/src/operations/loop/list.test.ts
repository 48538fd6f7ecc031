import { expect, it } from 'vitest'
import { describeQueue, type TestQueue } from '../../fixtures/queue.ts'

async function names({ call }: TestQueue, input: object = {}): Promise<string[]> {
  return (await call('list_loops', input)).loops.map(({ name }: { name: string }) => name)
}

describeQueue('list_loops', (queue) => {
  it('gives loops of all statuses: active ones in order, then those on hold', async () => {
    const { call, loop } = queue()
    const held = await loop('Held')
    await loop('Second')
    await loop('First', { priority: 0 })
    await call('set_loop_priority', { loop_id: held, priority: 0 })
    await call('close_loop', { loop_id: held })
    expect(await names(queue())).toEqual(['First', 'Second', 'Held'])
    const { loops, total } = await call('list_loops')
    expect(loops.map(({ position }: { position?: number }) => position)).toEqual([1, 2, undefined])
    expect(total).toBe(3)
  })

  it('filters by status', async () => {
    const { call, loop } = queue()
    await loop('A')
    await call('close_loop', { loop_id: await loop('B') })
    expect(await call('list_loops', { status: 'on_hold' })).toMatchObject({ loops: [{ name: 'B' }], total: 1 })
    expect(await call('list_loops', { status: 'shipped' })).toEqual({ loops: [], total: 0 })
  })

  it('goes on behind the cursor, through all statuses, each loop once', async () => {
    const { call, loop } = queue()
    for (const name of ['A', 'B', 'C', 'D']) await loop(name, { priority: 1 })
    for (const { id } of (await call('list_loops')).loops.slice(2)) await call('close_loop', { loop_id: id })
    const pages: string[][] = []
    for (let cursor: string | undefined; pages.length < 9; ) {
      const page = await call('list_loops', { limit: 1, cursor })
      pages.push(page.loops.map(({ name, position }: Record<string, unknown>) => `${name}${position ?? ''}`))
      cursor = page.cursor
      if (cursor === undefined) break
    }
    expect(pages).toEqual([['A1'], ['B2'], ['C'], ['D']])
  })

  it('goes on where it stopped although the last loop shown was shipped meanwhile', async () => {
    const { call, loop } = queue()
    for (const name of ['A', 'B', 'C', 'D']) await loop(name)
    const first = await call('list_loops', { limit: 2 })
    await call('ship_loop', { loop_id: first.loops[1].id })
    expect((await call('list_loops', { cursor: first.cursor })).loops).toMatchObject([{ name: 'C' }, { name: 'D' }, { name: 'B' }])
  })

  it('refuses a status that there is not, and a cursor that no list gave', async () => {
    const { refusal } = queue()
    expect((await refusal('list_loops', { status: 'open' })).message).toContain('active, on_hold, shipped')
    expect(await refusal('list_loops', { cursor: 'x' })).toMatchObject({ kind: 'invalid_input', code: 'bad_cursor' })
  })
})
