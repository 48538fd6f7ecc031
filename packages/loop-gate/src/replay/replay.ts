import { fingerprintOf, type Held, holdOrLetGo, open } from '../judge/hold.ts'
import type { Policy } from '../policy/policy.ts'
import type { IssueCode, Mode } from '../words.ts'
import { type Again, asRecorded, judgeAgain, type Unknown } from './judge-again.ts'
import type { Recorded } from './recorded.ts'

/** Under what stops are judged again; without a policy each by its own, without a mode that of the policy. */
interface Other {
  policy: Policy | undefined
  mode: Mode | undefined
  /** Those by which stops were judged, by hash, as far as they are kept. */
  before: ReadonlyMap<string, Policy>
}

/** One stop: what became of it, and what would have. */
export interface Replayed {
  id: string
  at: string
  was: string
  would_be: string
  /** Those that would have been found. */
  issues: readonly IssueCode[]
  /** What of the other policy nobody looked at, though it decides. */
  unknown: readonly string[]
}

/** As many refused stops in a row as a policy has unless it says otherwise. */
const usualMaxBlocks = 3

/** Judges recorded stops again, oldest first, and counts the refusals of each session as its client would have met them. */
export function replay(stops: readonly Recorded[], other: Other): Replayed[] {
  const sessions = new Map<string, Held>()
  return stops.map((stop) => {
    const before = other.before.get(stop.policyHash ?? '')
    const again = other.policy ? judgeAgain(stop, { policy: other.policy, before }) : asRecorded(stop)
    const mode = other.mode ?? other.policy?.mode ?? stop.mode
    const held = sessions.get(stop.session) ?? newHeld(stop)
    const { would_be, after } = deedOf(stop, again, { mode, held, maxBlocks: (other.policy ?? before)?.max_blocks ?? usualMaxBlocks })
    sessions.set(stop.session, { ...after, turnKey: stop.turn ?? after.turnKey })
    const [issues, unknown] = 'unknown' in again ? [[], again.unknown] : [again.issues, []]
    return { id: stop.id, at: stop.at.toISOString(), was: wasOf(stop), would_be, issues, unknown: mode === 'off' ? [] : unknown }
  })
}

function newHeld({ at }: Recorded): Held {
  return { turnKey: null, blocks: 0, blockTimes: [], fingerprint: null, repeats: 0, lastEventAt: at.toISOString() }
}

function wasOf({ isHeld, outcome }: Recorded): string {
  return isHeld ? 'held' : outcome
}

interface Surroundings {
  mode: Mode | null
  held: Held
  maxBlocks: number
}

/** What the mode makes of a judgement. */
function deedOf(stop: Recorded, again: Again | Unknown, { mode, held, maxBlocks }: Surroundings): { would_be: string; after: Held } {
  const after = open(held, stop.at)
  if (mode === 'off') return { would_be: 'not_judged', after }
  if ('unknown' in again) return { would_be: 'unknown', after }
  if (again.issues.length === 0 || mode !== 'enforce') return { would_be: again.outcome, after }
  const { turn, active, digest, at: now } = stop
  const hold = holdOrLetGo(held, { turn, active, fingerprint: fingerprintOf({ digest, ...again }), maxBlocks, now })
  return { would_be: hold.kind === 'block' ? 'held' : 'capped', after: hold.held }
}
