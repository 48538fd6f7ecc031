import type { Threshold } from './words.ts'

export const questionIds = ['begin', 'stalled', 'spot', 'expect', 'survival', 'transitional', 'generative'] as const
export type QuestionId = (typeof questionIds)[number]

/** What a question may be about, the first that is there. */
export interface Situation<Stalled, Spot> {
  mode: Threshold
  /** Whether nothing is known yet. */
  empty: boolean
  stalled: Stalled | undefined
  spot: Spot | undefined
  /** mean − rate of the settled forecasts, where there are enough of them. */
  gap: number | null
}

type Chosen<Stalled, Spot> = { id: QuestionId; stalled?: Stalled; spot?: Spot }

/** The one question that fits best. */
export function chooseQuestion<Stalled, Spot>({ mode, empty, stalled, spot, gap }: Situation<Stalled, Spot>): Chosen<Stalled, Spot> {
  if (empty) return { id: 'begin' }
  if (stalled !== undefined) return { id: 'stalled', stalled }
  if (spot !== undefined) return { id: 'spot', spot }
  if (gap !== null && Math.abs(gap) >= 0.15) return { id: 'expect' }
  return { id: mode }
}

const texts: Record<QuestionId, (label: string) => string> = {
  begin: () => 'What would you like to be able to do in four weeks that you cannot do today?',
  stalled: (label) => `Nothing has moved with “${label}” for two weeks. Let it go, hand it on, or take one small step: which?`,
  spot: (label) => `When “${label}” comes up again, what will you do differently in the first five minutes?`,
  expect: () => 'What will you expect to happen next time, and what would make you change your mind before it does?',
  survival: () => 'What is the one thing that would make next week lighter if you dropped it or asked for help?',
  transitional: () => 'Which way of working helped most, and where else could you try it?',
  generative: () => 'What did you find out that somebody else should know, and how would you explain it to them?',
}

/** A question in words; what it was about may be gone, and then the general one of the mode is asked. */
export function askQuestion(id: QuestionId, { label, mode }: { label: string | undefined; mode: Threshold }): string {
  const needsLabel = id === 'stalled' || id === 'spot'
  return needsLabel && label === undefined ? texts[mode]('') : texts[id](label ?? '')
}
