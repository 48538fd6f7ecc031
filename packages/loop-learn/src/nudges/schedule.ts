import { type Card, createEmptyCard, fsrs, Rating } from 'ts-fsrs'
import type { CardRow } from '../storage/nudge-tables.ts'
import { day } from '../words.ts'

/** No blind spot stays away for longer, in days; one that showed itself again comes back within a few. */
const longest = 60
const longestAgain = 5

const scheduler = fsrs({
  enable_fuzz: false,
  enable_short_term: false,
  request_retention: 0.9,
  maximum_interval: longest,
})

/** The part of a card that FSRS keeps. */
export type Schedule = Pick<CardRow, 'due' | 'stability' | 'difficulty' | 'reps' | 'lapses' | 'state' | 'last_review'>

export type Grade = 'Again' | 'Hard' | 'Good' | 'Easy'

/** That of a blind spot which nobody has answered to yet: due at once. */
export function newSchedule(at: string): Schedule {
  return scheduleOf(createEmptyCard(new Date(at)))
}

/** What a rating makes of it. */
export function rated(schedule: Schedule, grade: Grade, at: string): Schedule {
  // A clock that was set back must not make the last review lie ahead.
  const now = new Date(schedule.last_review !== null && schedule.last_review > at ? schedule.last_review : at)
  // What FSRS works out anew each time, and short-term steps, which are off.
  const card = { ...schedule, elapsed_days: 0, scheduled_days: 0, learning_steps: 0 }
  const next = scheduleOf(scheduler.next(card, now, Rating[grade]).card)
  // The library goes beyond its maximum by a day or two, to keep Hard, Good and Easy apart.
  const latest = new Date(now.getTime() + (grade === 'Again' ? longestAgain : longest) * day).toISOString()
  return next.due > latest ? { ...next, due: latest } : next
}

function scheduleOf({ due, stability, difficulty, reps, lapses, state, last_review }: Card): Schedule {
  return { due: due.toISOString(), stability, difficulty, reps, lapses, state, last_review: last_review?.toISOString() ?? null }
}
