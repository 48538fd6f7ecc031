import { describe, expect, it } from 'vitest'
import { inferMode, stepTowards } from './infer.ts'

type Counts = [struggle: number, completion: number, decision: number, question: number]

const says = ([struggle, completion, decision, question]: Counts, sessions = 3) =>
  inferMode({ sessions, counts: { struggle, completion, decision, question } })?.says

describe('the mode that notes speak for', () => {
  it('is not to be told from few notes, or from few sessions', () => {
    expect([says([14, 0, 0, 0]), says([15, 0, 0, 0]), says([15, 0, 0, 0], 2)]).toEqual([undefined, 'survival', undefined])
  })

  it('is survival from half of struggles and avoidances on', () => {
    expect([says([10, 10, 0, 0]), says([9, 10, 1, 0])]).toEqual(['survival', 'transitional'])
    expect(inferMode({ sessions: 3, counts: { avoidance: 8, struggle: 2, completion: 10 } })?.says).toBe('survival')
  })

  it('is generative with completions enough, struggles few and as many decisions as questions', () => {
    expect([says([5, 7, 4, 4]), says([5, 6, 5, 4]), says([6, 8, 3, 3]), says([5, 7, 3, 5])]).toEqual([
      'generative',
      'transitional',
      'transitional',
      'transitional',
    ])
  })

  it('shows its numbers', () => {
    expect(inferMode({ sessions: 4, counts: { struggle: 10, completion: 3, decision: 1, question: 1 } })).toEqual({
      days: 28,
      sessions: 4,
      observations: 15,
      struggles_and_avoidances: 0.67,
      completions: 0.2,
      decisions: 0.07,
      questions: 0.07,
      says: 'survival',
    })
  })

  it('36. moves one step', () => {
    expect([stepTowards('survival', 'generative'), stepTowards('generative', 'survival'), stepTowards('survival', 'survival')]).toEqual([
      'transitional',
      'transitional',
      'survival',
    ])
  })
})
