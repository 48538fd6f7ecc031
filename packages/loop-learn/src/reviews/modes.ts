import type { Learning } from '../learning.ts'
import { reviewsIn } from '../storage/reviews.ts'
import type { Week } from '../weeks.ts'
import type { Threshold } from '../words.ts'
import { documentOf } from './document.ts'

/** The mode that was in force when each of some weeks was reviewed. */
export async function modesWritten({ db, learner }: Learning, weeks: readonly Week[]): Promise<{ week: string; mode: Threshold }[]> {
  const names = weeks.map(({ week }) => week)
  return (await reviewsIn(db, learner, names)).map((row) => ({ week: row.week, mode: documentOf(row).mode }))
}
