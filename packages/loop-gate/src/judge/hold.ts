import type { IssueCode } from '../words.ts'

/** How often a session was refused, as far as it still counts. */
export interface Held {
  turnKey: string | null
  /** Refused stops in a row. */
  blocks: number
  /** When stops were refused, oldest first. */
  blockTimes: readonly string[]
  /** What the last refusal rested on. */
  fingerprint: string | null
  /** How many refusals in a row rested on the very same. */
  repeats: number
  lastEventAt: string
}

/** The present stop, which the judgement would refuse. */
export interface Refusal {
  turn: string | undefined
  /** Whether the client says that it goes on because of a hook; that alone never ends a turn. */
  active: boolean | undefined
  fingerprint: string
  maxBlocks: number
  now: Date
}

export type Hold =
  /** The agent has to go on; the way out is named where it comes back with nothing done. */
  | { kind: 'block'; number: number; wayOut: boolean; held: Held }
  | { kind: 'capped'; reason: 'max_blocks' | 'no_progress' | 'too_many_in_an_hour'; held: Held }

const silenceMs = 30 * 60_000
const hourMs = 60 * 60_000
const mostInAnHour = 20

/**
 * Decides whether a stop that the judgement refuses is held back once more, or let go so that no session is ever stuck.
 *
 * Never blocks more than `maxBlocks` times in a row, twice without the way out on one state of things, or 20 times in an hour.
 */
export function holdOrLetGo(before: Held, refusal: Refusal): Hold {
  const { now, fingerprint, maxBlocks } = refusal
  const current = begin(before, refusal)
  const repeats = current.fingerprint === fingerprint ? current.repeats + 1 : 1
  const number = current.blocks + 1
  const reason = whyCapped({ number, repeats, inAnHour: current.blockTimes.length, maxBlocks })
  if (reason) return { kind: 'capped', reason, held: open(current, now) }
  const blockTimes = [...current.blockTimes, now.toISOString()]
  const held = { ...current, blocks: number, blockTimes, fingerprint, repeats, lastEventAt: now.toISOString() }
  return { kind: 'block', number, wayOut: number > 1, held }
}

/** What stands after a stop was let go: everything counts anew, but for the refusals of the last hour. */
export function open(held: Held, now: Date): Held {
  return { ...held, blocks: 0, fingerprint: null, repeats: 0, lastEventAt: now.toISOString() }
}

/** The state with which this stop begins: silence and a new turn open it. */
function begin(held: Held, { turn, active, now }: Refusal): Held {
  const blockTimes = held.blockTimes.filter((at) => now.getTime() - Date.parse(at) < hourMs)
  const isSilent = now.getTime() - Date.parse(held.lastEventAt) >= silenceMs
  const isNewTurn = turn !== undefined && turn !== held.turnKey && active !== true
  const current = { ...held, blockTimes, turnKey: turn ?? held.turnKey }
  return isSilent || isNewTurn ? open(current, now) : current
}

interface Counted {
  number: number
  repeats: number
  inAnHour: number
  maxBlocks: number
}

function whyCapped({ number, repeats, inAnHour, maxBlocks }: Counted): (Hold & { kind: 'capped' })['reason'] | undefined {
  if (number > maxBlocks) return 'max_blocks'
  if (repeats >= 3) return 'no_progress'
  return inAnHour >= mostInAnHour ? 'too_many_in_an_hour' : undefined
}

interface Grounds {
  digest: string | null
  issues: readonly IssueCode[]
  criteria: readonly { receipt_id: string | null }[]
}

/** What a refusal rests on: if nothing of it changed, nothing was done. */
export function fingerprintOf({ digest, issues, criteria }: Grounds): string {
  return JSON.stringify([digest, issues, criteria.map(({ receipt_id }) => receipt_id)])
}
