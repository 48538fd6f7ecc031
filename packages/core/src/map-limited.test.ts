import { setImmediate as breathe } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { mapLimited } from './map-limited.ts'

it('keeps the order, and never does more than a few at once', async () => {
  let running = 0
  let most = 0
  const numbers = Array.from({ length: 100 }, (_, index) => index)
  const doubled = await mapLimited(numbers, async (number) => {
    most = Math.max(most, ++running)
    for (let turns = number % 5; turns > 0; turns--) await breathe()
    running--
    return number * 2
  })
  expect(doubled).toEqual(numbers.map((number) => number * 2))
  expect(most).toBe(16)
})

it('fails as soon as one of them does', async () => {
  await expect(mapLimited([1, 2], async () => Promise.reject(new Error('No.')))).rejects.toThrow('No.')
})
