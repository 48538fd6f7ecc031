import { audienceOf, type Learning } from '../learning.ts'
import { deleteEverything, emptyProfile } from '../storage/erasing.ts'

/** Deletes all that is known of a learner; the account and its keys stay. */
export async function eraseLearning(learning: Learning) {
  const { db, learner, at } = learning
  const counts = await deleteEverything(db, learner)
  await emptyProfile(db, learner, at)
  learning.emit({ type: 'learning.erased', entity: learner, after: {}, ...audienceOf(learning) })
  return {
    sessions: counts.learn_sessions,
    observations: counts.learn_observations,
    blind_spots: counts.learn_blind_spots,
    nudges: counts.learn_nudges,
    forecasts: counts.learn_forecasts,
    weekly_reviews: counts.learn_reviews,
  }
}
