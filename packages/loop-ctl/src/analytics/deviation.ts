import type { z } from 'zod'
import type { Settings } from '../settings.ts'
import type { CostedStory } from '../storage/story-costs.ts'

export interface Deviation {
  anomaly_type: 'high_cost' | 'suspiciously_low'
  story_cost_millicents: number
  reference_avg_millicents: number
  deviation_factor: number
}

/** Of so few stories, the one in question among them, nobody can say what is usual. */
const smallestSample = 3

/** Whether there are enough stories in the epic of a story to compare it with those alone. */
export function isEpicEnough({ epic_stories }: Pick<CostedStory, 'epic_stories'>): boolean {
  return epic_stories >= smallestSample
}

/**
 * How far a story stands out by its cost; undefined where it does not, or where there is too little to compare it with.
 *
 * The reference is the mean of the other stories that cost anything: of its epic where that has three such stories, else of its project where
 * that has three. The story counts among the three, yet not in the mean: else one of three could never be more than three times the mean.
 *
 * An example: the others of its epic cost 1,000, 2,000 and 3,000, so the reference is 2,000. With 6,000 the factor is 3.0, which does not exceed the
 * multiplier 3. With 6,002 it is 3.001: high_cost, told as 3. With 200 it is 0.1, with 199 it is 0.0995: suspiciously_low.
 */
export function deviationOf(
  story: CostedStory,
  {
    cost_anomaly_multiplier,
    cost_anomaly_low_ratio,
  }: Pick<z.output<typeof Settings>, 'cost_anomaly_multiplier' | 'cost_anomaly_low_ratio'>,
): Deviation | undefined {
  const { stories, cost } = sampleOf(story)
  if (stories < smallestSample) return undefined
  const reference = (cost - story.cost) / (stories - 1)
  const factor = story.cost / reference
  const anomaly_type = factor > cost_anomaly_multiplier ? 'high_cost' : factor < cost_anomaly_low_ratio ? 'suspiciously_low' : undefined
  if (anomaly_type === undefined) return undefined
  const figures = { story_cost_millicents: story.cost, reference_avg_millicents: Math.trunc(reference) }
  return { anomaly_type, ...figures, deviation_factor: twoDecimals(factor) }
}

function sampleOf(story: CostedStory): { stories: number; cost: number } {
  return isEpicEnough(story)
    ? { stories: story.epic_stories, cost: story.epic_cost }
    : { stories: story.project_stories, cost: story.project_cost }
}

export function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100
}
