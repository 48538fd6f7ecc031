import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrationOf } from './calibration.ts'

const said = (probability: number, ...outcomes: number[]) => outcomes.map((outcome) => ({ probability, happened: outcome === 1 }))

describe('calibration', () => {
  it('51. of ten forecasts at 0.9 with five true: Brier 0.41, gap 0.4', () => {
    const { bins, ...scores } = calibrationOf(said(0.9, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0))
    expect(scores).toEqual({ n: 10, too_few: false, brier: 0.41, baseline: 0.25, skill: -0.64, mean: 0.9, rate: 0.5, gap: 0.4 })
    expect(bins[9]).toEqual({ from: 0.9, to: 1, n: 10, mean: 0.9, rate: 0.5 })
    expect(bins[0]).toEqual({ from: 0, to: 0.1, n: 0, mean: null, rate: null })
  })

  it('knows nothing of none, is careful with nine, and has no skill to tell where all came the same', () => {
    expect(calibrationOf([])).toMatchObject({ n: 0, too_few: true, brier: null, gap: null })
    expect(calibrationOf(said(0.6, 1, 1, 1, 1, 1, 1, 1, 1, 1))).toMatchObject({
      n: 9,
      too_few: true,
      brier: 0.16,
      baseline: 0,
      skill: null,
    })
  })

  it.each([
    [0, 0],
    [0.1, 1],
    [0.29, 2],
    [0.3, 3],
    [0.7, 7],
    [1, 9],
  ])('%f stands in bin %i', (probability, index) => {
    expect(calibrationOf(said(probability, 1)).bins.findIndex(({ n }) => n === 1)).toBe(index)
  })

  it('keeps every forecast in one bin, and its scores within their bounds', () => {
    const forecasts = fc.array(fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), happened: fc.boolean() }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(forecasts, (some) => {
        const { n, bins, brier, gap } = calibrationOf(some)
        expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(n)
        expect(brier).toBeGreaterThanOrEqual(0)
        expect(brier).toBeLessThanOrEqual(1)
        expect(Math.abs(gap!)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
