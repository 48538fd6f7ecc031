import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seed } from '../fixtures/seed.ts'
import { newestOf } from './newest.ts'

interface Row {
  at: string
  log: number
}

const log =
  (rows: readonly Row[], reads: number[] = []) =>
  async (part: { offset: number; limit: number }) => {
    reads.push(part.limit)
    return rows.slice(part.offset, part.offset + part.limit)
  }

it(`each page is that of all logs in one order (seed ${seed})`, async () => {
  const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 260 })
  await fc.assert(
    fc.asyncProperty(fc.array(times, { maxLength: 5 }), fc.nat(600), fc.integer({ min: 1, max: 100 }), async (logs, offset, limit) => {
      const sorted = logs.map((all, index) => all.toSorted((a, b) => b - a).map((at) => ({ at: String(at).padStart(2, '0'), log: index })))
      const whole = sorted.flat().toSorted((a, b) => b.at.localeCompare(a.at) || a.log - b.log)
      expect(
        await newestOf(
          sorted.map((rows) => log(rows)),
          { offset, limit },
        ),
      ).toEqual(whole.slice(offset, offset + limit))
    }),
    { seed },
  )
})

it('reads of each log no more than the page can need', async () => {
  const rows = Array.from({ length: 500 }, (_, index) => ({ at: String(999 - index), log: 0 }))
  const reads: number[] = []
  await newestOf([log(rows, reads), log([], reads)], { offset: 0, limit: 20 })
  expect(reads).toEqual([20, 20])
})
