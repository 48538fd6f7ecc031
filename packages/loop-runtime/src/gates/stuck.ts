import { remembered } from '../remembered.ts'
import type { Task } from '../task/task.ts'
import { abandon, type GovernanceDecision } from './governance.ts'

/** What the detector reads of one tool step. */
export interface StuckStep {
  action_sha256: string
  /** Of the answer, without what differs each time, such as durations. */
  result_sha256: string
  digest_before: string | null
  digest_after: string | null
  /** What the tool failed with; none for a good answer, a red test among them. */
  error?: string | undefined
  /** Whether it was a patch or an undo that was written. */
  wrote: boolean
}

export type StuckSign = 'same_action' | 'same_error' | 'alternation' | 'same_files'

export interface StuckVerdict {
  verdict: 'free' | 'nudge' | 'abandon'
  sign?: StuckSign
  /** For the next turn. */
  text?: string
}

/**
 * Says whether the newest of the steps goes in a circle: the first sign is a nudge, the next one the end.
 *
 * The steps are those since a person last commented, oldest first. Files that were never seen before are progress: after
 * them the next sign is a nudge again.
 */
export function judgeStuck(steps: readonly StuckStep[]): StuckVerdict {
  const memory = new Memory(steps[0]?.digest_before ?? null)
  let nudged = false
  let verdict: StuckVerdict = { verdict: 'free' }
  for (const [index, step] of steps.entries()) {
    const progress = memory.isNew(step.digest_after)
    if (progress) nudged = false
    const sign = memory.signOf(step, progress) ?? (alternates(steps, index) ? 'alternation' : undefined)
    verdict = sign === undefined ? { verdict: 'free' } : { verdict: nudged ? 'abandon' : 'nudge', sign, text: texts[sign] }
    nudged ||= sign !== undefined
  }
  return verdict
}

const texts: Readonly<Record<StuckSign, string>> = {
  same_action:
    'This action was done three times on the same files, with nothing changed between. Its answer will not differ: do something else.',
  same_error: 'The same error came twice in a row. Read what it says, and change what it is about before you try again.',
  alternation: 'Two actions take turns with the same results. Neither leads on: do something else.',
  same_files: 'Patches have brought the files back to the same content a third time. Decide what the files must be before you patch again.',
}

class Memory {
  private readonly actions = new Map<string, number>()
  private readonly returns = new Map<string, number>()
  private readonly seen: Set<string | null>
  private lastError: string | undefined

  constructor(start: string | null) {
    this.seen = new Set([start, null])
  }

  isNew(digest: string | null): boolean {
    if (this.seen.has(digest)) return false
    this.seen.add(digest)
    return true
  }

  signOf(step: StuckStep, progress: boolean): StuckSign | undefined {
    const times = increment(this.actions, doneOn(step))
    const again = step.error !== undefined && step.error === this.lastError
    this.lastError = step.error
    const moved = step.wrote && !progress && step.digest_after !== null && step.digest_after !== step.digest_before
    const returns = moved ? increment(this.returns, step.digest_after!) : 0
    if (again) return 'same_error'
    if (returns >= 3) return 'same_files'
    return times >= 3 ? 'same_action' : undefined
  }
}

function increment(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  return count
}

/** Made once: all steps are looked at behind each of them. */
const doneOn = remembered(({ action_sha256, digest_before }: StuckStep) => `${action_sha256} ${digest_before}`)

/** A-B-A-B-A-B of action and result, up to this step. */
function alternates(steps: readonly StuckStep[], last: number): boolean {
  const same = (one: number, other: number) => isSame(steps[last - one]!, steps[last - other]!)
  return last >= 5 && !same(0, 1) && [2, 3, 4, 5].every((back) => same(back, back % 2))
}

function isSame(one: StuckStep, other: StuckStep): boolean {
  return one.action_sha256 === other.action_sha256 && one.result_sha256 === other.result_sha256
}

/** How a verdict governs the run; `undefined` where it goes on. */
export function governStuck({ verdict, text }: StuckVerdict): GovernanceDecision | undefined {
  return verdict === 'abandon' ? abandon(`stuck: ${text}`) : undefined
}

/** Before an action: one that was done too often on these files is not done again. A write between makes it another. */
export function governRepeat(
  { action_sha256, digest }: { action_sha256: string; digest: string | null },
  steps: readonly StuckStep[],
  { budget: { maxRepeatedActions } }: Pick<Task, 'budget'>,
): GovernanceDecision | undefined {
  const done = steps.filter((step) => step.action_sha256 === action_sha256 && step.digest_before === digest).length
  if (done < maxRepeatedActions) return undefined
  return {
    action: 'stop',
    reason: `The same action was done ${done} times on the same files already, and maxRepeatedActions is ${maxRepeatedActions}.`,
    ends_as: 'failed',
  }
}
