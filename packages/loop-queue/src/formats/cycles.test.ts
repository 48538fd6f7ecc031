import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cycleClosers, type WaitingEdge } from './cycles.ts'
import { seed } from './fixtures/seed.ts'

const chain = (length: number): WaitingEdge[] => Array.from({ length }, (_, from) => ({ from, to: from + 1 }))

/** The same by the plainest way: one walk for each edge. */
function plainly(edges: readonly WaitingEdge[]): Set<number> {
  const kept: WaitingEdge[] = []
  const closers = new Set<number>()
  for (const [index, edge] of edges.entries()) {
    const reached = new Set([edge.to])
    for (const node of reached) for (const { from, to } of kept) if (from === node) reached.add(to)
    if (reached.has(edge.from)) closers.add(index)
    else kept.push(edge)
  }
  return closers
}

describe('cycleClosers()', () => {
  it('leaves out the edge that closes the cycle, and only that', () => {
    expect(cycleClosers(4, [...chain(3), { from: 3, to: 0 }])).toEqual(new Set([3]))
    expect(cycleClosers(4, [{ from: 3, to: 0 }, ...chain(3)])).toEqual(new Set([3]))
    expect(cycleClosers(2, [{ from: 1, to: 1 }])).toEqual(new Set([0]))
    expect(cycleClosers(2, [...chain(1), ...chain(1)])).toEqual(new Set())
  })

  it(`agrees with a walk for each edge (seed ${seed})`, () => {
    const node = fc.nat(9)
    const edges = fc.array(fc.record({ from: node, to: node }), { maxLength: 40 })
    fc.assert(
      fc.property(edges, (list) => {
        expect(cycleClosers(10, list)).toEqual(plainly(list))
      }),
      { seed, numRuns: 1000 },
    )
  })

  it('does not look at anything twice where there is no cycle, however long the chain', () => {
    expect(cycleClosers(100_001, chain(100_000), 0)).toEqual(new Set())
    expect(cycleClosers(100_001, chain(100_000).toReversed(), 0)).toEqual(new Set())
  })

  it('stops searching when its steps are used up, and then leaves out what it cannot prove', () => {
    const edges = [{ from: 50, to: 0 }, ...chain(50)]
    expect(cycleClosers(51, edges)).toEqual(new Set([50]))
    expect(cycleClosers(51, edges, 3).size).toBeGreaterThan(0)
  })
})
