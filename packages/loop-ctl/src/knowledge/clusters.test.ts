import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clustersOf, type Edge } from './clusters.ts'

const edges = (pairs: string): Edge[] => pairs.split(' ').map((pair) => ({ id: pair, from: pair[0]!, to: pair[1]! }))

it('what hangs together by links is one cluster, whichever way they point, the largest first', () => {
  expect(clustersOf(edges('yx ab cb dc zx'))).toEqual([
    { members: ['a', 'b', 'c', 'd'], edges: ['ab', 'cb', 'dc'] },
    { members: ['x', 'y', 'z'], edges: ['yx', 'zx'] },
  ])
  expect(clustersOf([])).toEqual([])
})

it('each thing is in one cluster, both ends of a link are in the same, and the order of the links changes nothing', () => {
  const end = fc.constantFrom(...'abcdefghij')
  const some = fc.uniqueArray(fc.tuple(end, end), { maxLength: 30, selector: (pair) => pair.join('') })
  fc.assert(
    fc.property(some, (pairs) => {
      const given = pairs.map(([from, to]) => ({ id: `${from}${to}`, from, to }))
      const clusters = clustersOf(given)
      const members = clusters.flatMap((cluster) => cluster.members)
      expect(new Set(members).size).toBe(members.length)
      for (const { id, from, to } of given)
        expect(clusters.find((cluster) => cluster.edges.includes(id))?.members).toEqual(expect.arrayContaining([from, to]))
      expect(clustersOf([...given].reverse())).toEqual(clusters)
    }),
  )
})
