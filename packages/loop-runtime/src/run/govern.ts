import type { Governed } from '../gates/governance.ts'
import type { RunStatus } from '../words.ts'
import type { Journal } from './journal.ts'

export interface Ends {
  as: Extract<RunStatus, 'completed' | 'failed' | 'abandoned' | 'stopped_by_human'>
  reason: string
}

/** Takes over what governance decided, and says how the run ends, where it does. */
export function govern(journal: Journal, { decision, counters, empty_round }: Governed, { quiet = false } = {}): Ends | undefined {
  journal.counters = counters
  if (empty_round) journal.event('empty_round', { empty_in_a_row: counters.empty_in_a_row })
  const { action, reason, ends_as } = decision
  // Going on is worth a line behind a step, and noise before one.
  if (!quiet || action !== 'continue') journal.event('governance_decision', { action, reason })
  return ends_as && { as: ends_as, reason }
}
