import { day } from '../words.ts'
import { completionsOf, type Detector, type Noted } from './detector.ts'
import { gotOver } from './recurring-struggle.ts'

export interface Proposal {
  /** What the model named as its ground. */
  evidence: readonly Noted[]
  /** Those of the domain. */
  completions: readonly Noted[]
}

/** What a model has proposed. It ends as a struggle does, and never begins by itself. */
export const modelProposal: Detector<Proposal> = {
  name: 'model',
  threshold: 3,
  window: 400 * day,
  rests: 'observations',
  signs: ({ evidence, completions }) => ({ supports: evidence, counters: completionsOf(completions) }),
  fires: () => false,
  over({ evidence, completions }) {
    const last = evidence.at(-1)
    return last && gotOver(last, completionsOf(completions))
  },
}
