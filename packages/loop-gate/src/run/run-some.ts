import type { Gate } from '../gate.ts'
import { lookAt } from '../measure/look.ts'
import { readKept, statesOf } from '../measure/states.ts'
import type { CommandCriterion } from '../policy/policy.ts'
import type { Gated } from '../stop/enter.ts'
import { beginningOf } from '../stop/session.ts'
import type { ReceiptRow, RunRow } from '../storage/tables.ts'
import type { ReceiptOrigin } from '../words.ts'
import { type RunOptions, runCheck } from './run-check.ts'

/** What is asked for. */
export interface Wanted extends Pick<RunOptions, 'waits' | 'onOutput' | 'onEnd'> {
  /** The ids of criteria; all that are due where none are named, or all where none is due. */
  criteria: readonly string[] | undefined
  /** Whether to run also what passed on exactly these files. */
  rerun: boolean
  session: string | null
  origin: ReceiptOrigin
  progress?: (done: number, total: number, message: string) => void
}

/** One check: its receipt, and whether that one was there before. */
export interface Checked {
  criterion: CommandCriterion
  receipt: ReceiptRow
  reused: boolean
}

/** Somebody else runs one of the checks on the same files. */
export interface Busy {
  criterion: string
  running: RunRow
}

/** Runs checks of a gated folder one after another; what passed on exactly these files is kept. */
export async function runSome(gate: Gate, { workspace, accepted }: Gated, wanted: Wanted): Promise<Checked[] | Busy> {
  const { policy, hash: policyHash } = accepted
  const look = await lookAt(workspace.root, policy, gate.signal)
  const key = { workspace_id: workspace.id, session: wanted.session, agent: '' }
  const baseline = await gate.transaction('read', ({ db }) => beginningOf(db, key))
  const measuring = { gate, workspace, policy, look, baseline, session: wanted.session }
  const kept = await readKept(measuring)
  const states = await statesOf(measuring, kept)
  const chosen = policy.criteria.filter((each) => each.kind === 'command').filter(choice(wanted.criteria, states))
  const place = { gate, workspace, policy, policyHash, session: wanted.session, client: null, origin: wanted.origin }
  const checked: Checked[] = []
  for (const [index, criterion] of chosen.entries()) {
    wanted.progress?.(index, chosen.length, criterion.title)
    const state = states.find(({ id }) => id === criterion.id)
    const fresh = kept.receipts.get(criterion.id)?.find(({ id }) => state?.verdict === 'passed' && id === state.receipt_id)
    const best = bestOf(kept.receipts.get(criterion.id) ?? [])
    if (fresh && !wanted.rerun) checked.push({ criterion, receipt: fresh, reused: true })
    else {
      const run = await runCheck(place, criterion, { best, waits: wanted.waits, onOutput: wanted.onOutput, onEnd: wanted.onEnd })
      if ('running' in run) return { criterion: criterion.id, running: run.running }
      checked.push({ criterion, receipt: run.receipt, reused: false })
    }
  }
  return checked
}

function choice(ids: readonly string[] | undefined, states: readonly { id: string; due: boolean }[]) {
  if (ids) return ({ id }: CommandCriterion) => ids.includes(id)
  const due = new Set(states.filter((state) => state.due).map(({ id }) => id))
  return ({ id }: CommandCriterion) => due.size === 0 || due.has(id)
}

/** The most tests that passed in the last five runs that did. */
export function bestOf(receipts: readonly ReceiptRow[]): number | undefined {
  const passed = receipts.filter(({ verdict, counts }) => verdict === 'passed' && counts !== null).slice(0, 5)
  return passed.length === 0 ? undefined : Math.max(...passed.map(({ counts }) => JSON.parse(counts!).passed as number))
}
