import { expect, it } from 'vitest'
import { contextText } from './context-text.ts'

const spot = (title: string) => ({ id: title, title, state: 'active', severity: 'high' }) as const

it('says the mode, at most three patterns and one nudge', () => {
  const blind_spots = ['Async errors', 'Late tests', 'Naming', 'Scope'].map(spot)
  const text = contextText({ mode: 'survival', guidance: 'Be brief.', blind_spots }, { id: 'nd-1', text: 'What is the smallest step?' })
  expect(text).toMatchInlineSnapshot(`
    "loop-learn, mode survival: Be brief.
    Patterns that came back:
    - Async errors (active, high)
    - Late tests (active, high)
    - Naming (active, high)
    One nudge, to be said once where it fits: What is the smallest step?
    Pass the answer on: answer_nudge nd-1"
  `)
})

it('is never longer than 1,200 characters, and leaves no half of one', () => {
  const blind_spots = [spot('🙂'.repeat(2_000))]
  const text = contextText({ mode: 'survival', guidance: 'x'.repeat(600), blind_spots })
  expect([...text]).toHaveLength(1_200)
  expect(text.isWellFormed()).toBe(true)
})
