/** The value below which this part of all values lies. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const place = (sorted.length - 1) * part
  const below = sorted[Math.floor(place)]!
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1)
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Samples by round: what was measured in one round was measured in the same weather. */
export type Rounds = readonly (readonly number[])[]

export interface Comparison {
  ours: number
  theirs: number
  /** The median of the ratios of single rounds, since what disturbs a round disturbs both sides of it. */
  ratio: number
  /** The tenth and the ninetieth percentile of the ratios of single rounds. */
  spread: readonly [number, number]
}

export function compare(ours: Rounds, theirs: Rounds, part = 0.5): Comparison {
  const [our, their] = [quantile(ours.flat(), part), quantile(theirs.flat(), part)]
  const ratios = ours.map((round, index) => quantile(round, part) / quantile(theirs[index]!, part))
  return { ours: our, theirs: their, ratio: median(ratios), spread: [quantile(ratios, 0.1), quantile(ratios, 0.9)] }
}
