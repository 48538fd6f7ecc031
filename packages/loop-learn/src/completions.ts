import type { Completion } from 'loop-core'
import { viewLearning } from './learning.ts'
import { newestForecasts, newestNames, newestNudges, newestSessions, newestWeeks } from './storage/suggested.ts'

type Newest = typeof newestSessions

/** What begins like what was typed so far, the newest first. */
function newest(find: Newest): Completion {
  return async (typed, context) => {
    const { db, learner } = await viewLearning(context)
    return (await find(db, learner, typed.toLowerCase())).slice(0, 20)
  }
}

export const completions: Readonly<Record<string, Completion>> = {
  domain: newest((db, learner, typed) => newestNames(db, learner, { column: 'domain', typed })),
  topic: newest((db, learner, typed) => newestNames(db, learner, { column: 'topic', typed })),
  theme: newest((db, learner, typed) => newestNames(db, learner, { column: 'topic', typed })),
  week: newest(newestWeeks),
  session_id: newest(newestSessions),
  forecast_id: newest(newestForecasts),
  nudge_id: newest(newestNudges),
}
