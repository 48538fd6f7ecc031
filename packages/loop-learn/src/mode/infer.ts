import { z } from 'zod'
import type { Noted } from '../storage/modes.ts'
import { type Threshold, thresholds } from '../words.ts'

/** The numbers that a mode was inferred from; the kinds are shares of all observations. */
export const ModeReason = z.object({
  days: z.int(),
  sessions: z.int(),
  observations: z.int(),
  struggles_and_avoidances: z.number(),
  completions: z.number(),
  decisions: z.number(),
  questions: z.number(),
  /** What they say, where the mode may not be yet. */
  says: z.enum(thresholds),
})
export type ModeReason = z.output<typeof ModeReason>

/** How far back is looked, in days. */
export const window = 28
const fewestSessions = 3
const fewestObservations = 15

/** What the notes of the last weeks say of where somebody stands; undefined where they are too few to tell. */
export function inferMode({ sessions, counts }: Noted): ModeReason | undefined {
  const { struggle = 0, avoidance = 0, completion = 0, decision = 0, question = 0 } = counts
  const observations = struggle + avoidance + completion + decision + question
  if (sessions < fewestSessions || observations < fewestObservations) return undefined
  const share = (count: number) => count / observations
  const shares = {
    struggles_and_avoidances: share(struggle + avoidance),
    completions: share(completion),
    decisions: share(decision),
    questions: share(question),
  }
  const rounded = Object.fromEntries(Object.entries(shares).map(([name, value]) => [name, Math.round(value * 100) / 100])) as typeof shares
  return { days: window, sessions, observations, ...rounded, says: modeFor(shares) }
}

type Shares = Pick<ModeReason, 'struggles_and_avoidances' | 'completions' | 'decisions' | 'questions'>

function modeFor({ struggles_and_avoidances, completions, decisions, questions }: Shares): Threshold {
  if (struggles_and_avoidances >= 0.5) return 'survival'
  const firm = completions >= 0.35 && struggles_and_avoidances <= 0.25 && decisions >= questions
  return firm ? 'generative' : 'transitional'
}

/** One step from a mode towards another. */
export function stepTowards(from: Threshold, to: Threshold): Threshold {
  const place = thresholds.indexOf(from)
  return thresholds[place + Math.sign(thresholds.indexOf(to) - place)]!
}
