import { constants } from 'node:os'
import type { ProcessResult } from 'loop-core/process'
import type { ReceiptRow } from '../storage/tables.ts'

/** As shells and `timeout` do: 124 for what took too long, 127 for what is not there, 130 for what was interrupted, 128 and its number for a signal. */
export function exitCodeOf({ outcome, exitCode, signal }: Pick<ProcessResult, 'outcome' | 'exitCode' | 'signal'>): number {
  if (outcome === 'timed_out') return 124
  if (outcome === 'could_not_start') return 127
  if (outcome === 'cancelled') return 130
  return exitCode ?? 128 + (signal ? constants.signals[signal] : 0)
}

/** The same of a run that somebody else did. */
export function exitCodeOfReceipt({ reason, exit_code, signal }: ReceiptRow): number {
  const outcome = outcomes[reason ?? ''] ?? 'exited'
  return exitCodeOf({ outcome, exitCode: exit_code, signal: signal as NodeJS.Signals | null })
}

const outcomes: Readonly<Record<string, ProcessResult['outcome']>> = {
  timed_out: 'timed_out',
  over_budget: 'timed_out',
  could_not_start: 'could_not_start',
}
