import { expect, test } from 'vitest'
import { faultIn, type ProjectGraph } from './fault.ts'

/** Epics 1 to 4; stories 1.1, 1.2, 2.1, … in them; an edge is `1.1>2.1` for stories and `1>2` for epics. */
function graph(...edges: string[]): ProjectGraph {
  const epics = new Map(['1', '2', '3', '4'].map((number) => [`e${number}`, { number }]))
  const numbers = ['1.1', '1.2', '2.1', '2.2', '3.1']
  const stories = new Map(numbers.map((number) => [number, { number, epic_id: `e${number[0]}` }]))
  const split = (edge: string, prefix: string) => {
    const [from, to] = edge.split('>')
    return { from: prefix + from, to: prefix + to }
  }
  const story = edges.filter((edge) => edge.includes('.')).map((edge) => split(edge, ''))
  const epic = edges.filter((edge) => !edge.includes('.')).map((edge) => split(edge, 'e'))
  return { epics, stories, edges: { story, epic } }
}

test.each([
  ['nothing', []],
  ['stories across epics', ['1.1>2.1', '2.2>1.2']],
  ['a story that waits where its epic does', ['1>2', '1.1>2.1']],
  ['a diamond of epics', ['1>2', '1>3', '2>4', '3>4']],
])('%s has no fault', (_, edges) => {
  expect(faultIn(graph(...edges))).toBeUndefined()
})

test.each([
  ['two stories', ['1.1>2.1', '2.1>1.1'], 'dependency_cycle', ['1.1', '2.1', '1.1']],
  ['three epics', ['1>2', '2>3', '3>1'], 'dependency_cycle', ['1', '2', '3', '1']],
  ['a story against its epic', ['1>2', '2.1>1.1'], 'dependency_deadlock', undefined],
  ['the same by way of a third story', ['1>2', '2.1>3.1', '3.1>1.1'], 'dependency_deadlock', undefined],
  ['the same by way of a third epic', ['1>2', '2>3', '3.1>1.1'], 'dependency_deadlock', undefined],
  ['the same through an epic without stories', ['1>4', '4>2', '2.1>1.1'], 'dependency_deadlock', undefined],
])('%s is found', (_, edges, code, circle) => {
  expect(faultIn(graph(...edges))).toMatchObject(circle ? { code, circle } : { code })
})

test('a circle through both levels is said with each of them once', () => {
  expect(faultIn(graph('1>2', '2.1>1.1'))?.circle).toEqual(['story 2.1', 'story 1.1', 'epic 1', 'epic 2', 'story 2.1'])
})
