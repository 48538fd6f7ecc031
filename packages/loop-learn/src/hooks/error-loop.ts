import type { SignalRow } from '../storage/tables.ts'
import { minute } from '../words.ts'

/** How often a command has failed without a success. While it is less than three times, its times are those of the last two failures. */
export type Signal = Pick<SignalRow, 'failures' | 'first_at' | 'last_at' | 'noted_at'>

interface Step {
  /** Undefined is none to keep. */
  next: Signal | undefined
  /** What is to be noted. */
  note?: 'struggle' | 'completion'
}

const enough = 3
const window = 30 * minute

/** What one more call of a command means: three failures within half an hour are one struggle, and the success that ends them a completion. */
export function stepOf(known: Signal | undefined, { failed, at }: { failed: boolean; at: string }): Step {
  if (!failed) return { next: undefined, ...(known?.noted_at && { note: 'completion' as const }) }
  if (known === undefined) return { next: begun(at) }
  if (known.noted_at !== null) return { next: { ...known, failures: known.failures + 1, last_at: at } }
  const within = (since: string) => Date.parse(at) - Date.parse(since) <= window
  if (!within(known.last_at)) return { next: begun(at) }
  if (!within(known.first_at)) return { next: { ...known, first_at: known.last_at, last_at: at } }
  const failures = known.failures + 1
  if (failures < enough) return { next: { ...known, failures, last_at: at } }
  return { next: { ...known, failures, last_at: at, noted_at: at }, note: 'struggle' }
}

function begun(at: string): Signal {
  return { failures: 1, first_at: at, last_at: at, noted_at: null }
}

/** How many minutes the failures took, in words. */
export function spanOf({ first_at, last_at }: Signal): string {
  const minutes = Math.round((Date.parse(last_at) - Date.parse(first_at)) / minute)
  return minutes < 1 ? 'within a minute' : minutes === 1 ? 'in 1 minute' : `in ${minutes} minutes`
}
