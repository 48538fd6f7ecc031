import { z } from 'zod'

/** A forecast that came to an end, with what became of it. */
export interface Settled {
  probability: number
  happened: boolean
}

const Bin = z.object({
  from: z.number(),
  to: z.number(),
  n: z.int(),
  /** What was said, on average; null where nothing was said. */
  mean: z.number().nullable(),
  /** How often it came so. */
  rate: z.number().nullable(),
})

/** How well what was expected agreed with what came. */
export const Calibration = z.object({
  n: z.int(),
  too_few: z.boolean(),
  /** 0 is perfect; 0.25 is what "fifty-fifty" gets each time. */
  brier: z.number().nullable(),
  /** What somebody gets who always says how often it comes true. */
  baseline: z.number().nullable(),
  /** How much better than that: 1 is perfect, 0 no better. */
  skill: z.number().nullable(),
  mean: z.number().nullable(),
  rate: z.number().nullable(),
  /** mean − rate: above 0 too sure, below 0 not sure enough. */
  gap: z.number().nullable(),
  bins: z.array(Bin),
})
export type Calibration = z.output<typeof Calibration>

const enough = 10
const binCount = 10

/** Scores forecasts against what came, as a whole and in ten bins. */
export function calibrationOf(forecasts: readonly Settled[]): Calibration {
  const n = forecasts.length
  const scores = n === 0 ? unknown : scoresOf(forecasts)
  return { n, too_few: n < enough, ...scores, bins: binsOf(forecasts) }
}

const unknown = { brier: null, baseline: null, skill: null, mean: null, rate: null, gap: null }

function scoresOf(forecasts: readonly Settled[]) {
  const mean = average(forecasts.map(({ probability }) => probability))
  const rate = average(forecasts.map(outcomeOf))
  const brier = average(forecasts.map((forecast) => (forecast.probability - outcomeOf(forecast)) ** 2))
  const baseline = rate * (1 - rate)
  const skill = baseline === 0 ? null : rounded(1 - brier / baseline)
  return { brier: rounded(brier), baseline: rounded(baseline), skill, mean: rounded(mean), rate: rounded(rate), gap: rounded(mean - rate) }
}

function binsOf(forecasts: readonly Settled[]): z.output<typeof Bin>[] {
  return Array.from({ length: binCount }, (_, index) => {
    const inside = forecasts.filter(({ probability }) => binIndex(probability) === index)
    const [mean, rate] =
      inside.length === 0 ? [null, null] : [average(inside.map((one) => one.probability)), average(inside.map(outcomeOf))]
    return {
      from: index / binCount,
      to: (index + 1) / binCount,
      n: inside.length,
      mean: mean === null ? null : rounded(mean),
      rate: rate === null ? null : rounded(rate),
    }
  })
}

/** 1 belongs to the last bin. A product such as 0.7 · 10 falls short of 7 only by what no number can hold. */
function binIndex(probability: number): number {
  return Math.min(Math.floor(rounded(probability * binCount)), binCount - 1)
}

function outcomeOf({ happened }: Settled): number {
  return happened ? 1 : 0
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

function rounded(number: number): number {
  return Math.round(number * 10_000) / 10_000
}
