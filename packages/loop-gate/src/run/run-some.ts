import type { TestCounts } from 'loop-core/process'
import type { Gate } from '../gate.ts'
import type { CriterionState } from '../measure/criterion-state.ts'
import { lookAt } from '../measure/look.ts'
import { keepProvided } from '../measure/provided.ts'
import { type Kept, readKept, statesOf } from '../measure/states.ts'
import type { CommandCriterion } from '../policy/policy.ts'
import type { Gated } from '../stop/enter.ts'
import { beginningOf } from '../stop/session.ts'
import type { ReceiptRow, RunRow } from '../storage/tables.ts'
import type { ReceiptOrigin } from '../words.ts'
import { type RunOptions, type RunPlace, runCheck } from './run-check.ts'

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
export async function runSome(gate: Gate, gated: Gated, wanted: Wanted): Promise<Checked[] | Busy> {
  const known = await whatIsKnown(gate, gated, wanted.session)
  const commands = gated.accepted.policy.criteria.filter(({ kind }) => kind === 'command') as CommandCriterion[]
  const chosen = commands.filter(choice(wanted.criteria, known.states))
  const checked: Checked[] = []
  for (const [index, criterion] of chosen.entries()) {
    wanted.progress?.(index, chosen.length, criterion.title)
    const receipt = wanted.rerun ? undefined : freshPass(known, criterion)
    const one = receipt ? { criterion, receipt, reused: true } : await runOne(placeOf(gate, gated, wanted), criterion, { known, wanted })
    if ('running' in one) return one
    checked.push(one)
  }
  return checked
}

interface Known {
  kept: Kept
  states: readonly CriterionState[]
}

async function whatIsKnown(gate: Gate, { workspace, accepted }: Gated, session: string | null): Promise<Known> {
  const { policy } = accepted
  const look = await lookAt(workspace.root, policy, gate.signal)
  const key = { workspace_id: workspace.id, session, agent: '' }
  const baseline = await gate.transaction('read', ({ db }) => beginningOf(db, key))
  const measuring = { gate, workspace, policy, look, baseline, session }
  const kept = await readKept(measuring)
  await keepProvided(gate, kept)
  return { kept, states: await statesOf(measuring, kept) }
}

function freshPass({ kept, states }: Known, { id }: CommandCriterion): ReceiptRow | undefined {
  const state = states.find((each) => each.id === id)
  return state?.verdict === 'passed' ? kept.receipts.get(id)?.find((receipt) => receipt.id === state.receipt_id) : undefined
}

async function runOne(
  place: RunPlace,
  criterion: CommandCriterion,
  { known, wanted }: { known: Known; wanted: Wanted },
): Promise<Checked | Busy> {
  const best = bestOf(known.kept.receipts.get(criterion.id) ?? [])
  const run = await runCheck(place, criterion, { best, waits: wanted.waits, onOutput: wanted.onOutput, onEnd: wanted.onEnd })
  return 'running' in run ? { criterion: criterion.id, running: run.running } : { criterion, receipt: run.receipt, reused: false }
}

function placeOf(gate: Gate, { workspace, accepted }: Gated, { session, origin }: Wanted): RunPlace {
  return { gate, workspace, policy: accepted.policy, policyHash: accepted.hash, session, client: null, origin }
}

function choice(ids: readonly string[] | undefined, states: readonly { id: string; due: boolean }[]) {
  if (ids) return ({ id }: CommandCriterion) => ids.includes(id)
  const due = new Set(states.filter((state) => state.due).map(({ id }) => id))
  return ({ id }: CommandCriterion) => due.size === 0 || due.has(id)
}

/**
 * The most tests that there were in the last five runs that passed, and in the last five that had failing ones: who deletes a red test is found out too.
 *
 * Runs that failed for having too few tests count for nothing, or repeating them would wear the memory out.
 */
export function bestOf(receipts: readonly ReceiptRow[]): number | undefined {
  const counted = receipts.filter(({ counts }) => counts !== null)
  const passed = counted.filter(({ verdict }) => verdict === 'passed').slice(0, 5)
  const red = counted.filter(({ reason }) => reason === 'exit_code' || reason === 'counts_contradict_exit').slice(0, 5)
  const tests = [...passed, ...red].map(({ counts }) => JSON.parse(counts!) as TestCounts)
  return tests.length === 0 ? undefined : Math.max(...tests.map(({ passed, failed }) => passed + failed))
}
