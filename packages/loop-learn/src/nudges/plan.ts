import type { Learning } from '../learning.ts'
import { modeOf } from '../mode/mode.ts'
import { activeCards, type SpotCard } from '../storage/cards.ts'
import type { NudgeRow } from '../storage/nudge-tables.ts'
import { findWaiting, startersSince } from '../storage/nudges.ts'
import { day } from '../words.ts'
import { availableAt, chooseCard, soonest } from './choose.ts'
import { quietUntil } from './quiet.ts'
import { starters } from './starters.ts'
import { type NoNudge, quietOf, restraint, shifted, silence, standing } from './turn.ts'

export interface Asking {
  /** The person asked for it. */
  asked: boolean
  domain?: string | undefined
}

/** Something new to say: about a blind spot, or a question to begin with. */
export type Fresh = { card: SpotCard } | { starter: string }

type Plan = { waiting: NudgeRow } | Fresh | NoNudge

/** What a call for a nudge now comes to. */
export async function planNudge(learning: Learning, { asked, domain }: Asking): Promise<Plan> {
  const { db, learner, at } = learning
  const silent = silence(learning)
  if (silent && (silent.reason === 'off' || !asked)) return silent
  const waiting = await findWaiting(db, learner, shifted(at, -standing))
  if (waiting) return { waiting }
  const restrained = asked ? undefined : restraint(learning)
  return restrained ?? planFresh(learning, { asked, domain })
}

/** Whether a call for a nudge would say something new. */
export async function nudgeReady(learning: Learning): Promise<boolean> {
  if (silence(learning) || restraint(learning)) return false
  const plan = await planNudge(learning, { asked: false })
  return 'card' in plan || 'starter' in plan
}

async function planFresh(learning: Learning, { asked, domain }: Asking): Promise<Fresh | NoNudge> {
  const { db, learner, at } = learning
  const cards = await activeCards(db, learner)
  const free = cards.filter((card) => card.open === null && (!domain || card.domain === domain))
  const card = chooseCard(free, at, asked)
  if (card) return { card }
  if (cards.length === 0 || asked) return planStarter(learning)
  const soon = soonest(free)
  return { reason: 'none_due', ...(soon && { next_at: quietUntil(availableAt(soon), quietOf(learning)) }) }
}

const month = 30 * day

/** The first question of the mode that was not put within a month. */
async function planStarter(learning: Learning): Promise<Fresh | NoNudge> {
  const { db, learner, at } = learning
  const put = await startersSince(db, learner, shifted(at, -month))
  const names = Object.keys(starters[modeOf(learning).mode])
  const starter = names.find((name) => put.every((nudge) => nudge.starter !== name))
  if (starter !== undefined) return { starter }
  const first = put.find((nudge) => names.includes(nudge.starter!))!
  return { reason: 'none_due', next_at: quietUntil(shifted(first.delivered_at, month), quietOf(learning)) }
}
