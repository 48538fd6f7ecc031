import { describe, expect, it } from 'vitest'
import { nearest } from './nearest.ts'

describe('nearest()', () => {
  const names = ['list_tasks', 'claim_task', 'create_task', 'ship_task', 'list_loops']

  it('gives the three most like the word, best first', () => {
    expect(nearest('list_task', names)).toEqual(['list_tasks', 'claim_task', 'ship_task'])
  })

  it('gives as many as are wanted, and no more than there are', () => {
    expect(nearest('list_loop', names, 1)).toEqual(['list_loops'])
    expect(nearest('x', ['a'], 3)).toEqual(['a'])
    expect(nearest('x', [])).toEqual([])
  })

  it('orders what is equally near by name', () => {
    expect(nearest('a', ['d', 'c', 'b'])).toEqual(['b', 'c', 'd'])
  })
})
