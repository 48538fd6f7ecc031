import { expect, it } from 'vitest'
import { adviceOf } from './advice.ts'
import { figuresOf } from './figures.ts'

const none = figuresOf([])

it('advises nothing before twenty stops', () => {
  expect(adviceOf({ ...none, stops: 19 })).toBe('Too early to say: 19 of at least 20 stops were judged.')
  expect(adviceOf({ ...none, stops: 20 })).toMatch(/^Go to enforce: 0 of 0 /)
})

it('advises to enforce where fewer than a tenth of the refusals were for nothing', () => {
  const shadow = { shadow: 21, warn: 0 }
  expect(adviceOf({ ...none, stops: 40, would_hold: shadow, ceremony: 2 })).toMatch(/^Go to enforce: 2 of 21 /)
  expect(adviceOf({ ...none, stops: 40, would_hold: { shadow: 20, warn: 0 }, ceremony: 2 })).toMatch(/^Stay in shadow: 2 of 20 /)
  expect(adviceOf({ ...none, stops: 40, held: 18, ceremony: 1, capped: 2 })).toMatch(/^Stay in shadow: 3 of 20 /)
})
