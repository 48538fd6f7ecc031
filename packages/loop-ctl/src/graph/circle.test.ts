import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seed } from '../fixtures/seed.ts'
import { circleIn, type Edge } from './circle.ts'

const edge = (from: string, to: string): Edge => ({ from, to })

/** The same by the plainest way: take away whatever waits for nothing, until nothing is left or nothing can go. */
function hasCircle(edges: readonly Edge[]): boolean {
  const left = edges.filter(({ to }) => edges.some(({ from }) => from === to))
  return left.length > 0 && (left.length === edges.length || hasCircle(left))
}

describe('circleIn()', () => {
  it('says a circle from a node back to itself, without the way to it', () => {
    expect(circleIn([edge('a', 'b'), edge('b', 'c'), edge('c', 'd'), edge('d', 'b')])).toEqual(['b', 'c', 'd', 'b'])
    expect(circleIn([edge('a', 'a')])).toEqual(['a', 'a'])
    expect(circleIn([edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')])).toBeUndefined()
  })

  it(`finds one exactly where there is one, and each step of it is an edge (seed ${seed})`, () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    fc.assert(
      fc.property(fc.array(fc.record({ from: node, to: node }), { maxLength: 9 }), (edges) => {
        const circle = circleIn(edges)
        expect(circle !== undefined).toBe(hasCircle(edges))
        if (circle === undefined) return
        expect(circle[0]).toBe(circle.at(-1))
        for (const [index, from] of circle.slice(0, -1).entries()) expect(edges).toContainEqual(edge(from, circle[index + 1]!))
      }),
      { seed, numRuns: 500 },
    )
  })

  it('walks along a chain that is longer than the call stack is deep', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => edge(`${index}`, `${index + 1}`))
    expect(circleIn(chain)).toBeUndefined()
    expect(circleIn([...chain, edge('20000', '0')])).toHaveLength(20_002)
  })
})
