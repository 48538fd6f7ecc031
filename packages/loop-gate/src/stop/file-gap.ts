import { type EventInput, LoopError } from 'loop-core'
import { redactSecrets } from 'loop-core/process'
import type { Gate, GateDatabase } from '../gate.ts'
import { keepProvided } from '../measure/provided.ts'
import { criterionUnknown } from '../refusals.ts'
import { countGapDecisions, insertDecision } from '../storage/decisions.ts'
import { fileGap } from '../storage/gaps.ts'
import type { DecisionRow } from '../storage/tables.ts'
import type { GapNeeds } from '../words.ts'
import { callEvent, callRow } from './call-row.ts'
import type { Gated } from './enter.ts'
import { type PresentState, presentState } from './present-state.ts'

/** What an agent cannot show to be done, and why. */
export interface Gap {
  criteria: readonly string[]
  blocker: string
  tried: string
  needs: GapNeeds
}

export interface Filed {
  gapIds: string[]
  decisionId: string
}

const mostInSession = 3

/** Files gaps and approves the next stop, once what could be tried was tried. */
export async function fileGaps(gate: Gate, gated: Gated, { session, ...said }: Gap & { session: string | null }): Promise<Filed> {
  const { policy } = gated.accepted
  if (policy.gaps === 'deny') throw denied()
  const known = policy.criteria.map(({ id }) => id)
  if (said.criteria.some((id) => !known.includes(id))) throw criterionUnknown(known)
  const state = await presentState(gate, gated, session)
  await keepProvided(gate, state.kept)
  const untried = untriedOf(gate, gated, said, state)
  if (untried.length > 0) throw withoutAttempt(untried)
  // The log can never be erased.
  const gap = { ...said, criteria: [...new Set(said.criteria)], blocker: redactSecrets(said.blocker), tried: redactSecrets(said.tried) }
  const row = { ...rowOf(gate, gated, { session, state }), inputs: JSON.stringify({ gap }) }
  return gate.transaction('write', async ({ db, emit }) => {
    await requireFew(db, { row, gate })
    const gapIds: string[] = []
    for (const criterion of gap.criteria) gapIds.push((await fileGap(db, gapRow(gate, row, { ...gap, criterion }))).id)
    await insertDecision(db, row)
    for (const told of [gapEvent(row, gap, gapIds), callEvent(row)]) emit(told)
    return { gapIds, decisionId: row.id }
  })
}

const dayMs = 24 * 60 * 60_000

/** The checks that hold this stop back, or are named, and that nobody ran since its files were last known to be good. */
function untriedOf({ now }: Gate, { accepted }: Gated, { criteria: named }: Pick<Gap, 'criteria'>, state: PresentState): string[] {
  const since = state.baseline?.at ?? new Date(now().getTime() - dayMs).toISOString()
  const commands = new Set(accepted.policy.criteria.filter(({ kind }) => kind === 'command').map(({ id }) => id))
  const open = state.criteria.filter(({ id, due, verdict }) => commands.has(id) && due && verdict !== 'passed' && verdict !== 'waived')
  const wanted = open.filter(({ id, required }) => required || named.includes(id)).map(({ id }) => id)
  return wanted.filter((id) => !state.kept.receipts.get(id)?.some(({ finished_at }) => finished_at >= since))
}

interface Place {
  session: string | null
  state: PresentState
}

/** The approval that the next stop uses. */
function rowOf(gate: Gate, gated: Gated, { session, state: { look, blocks, criteria } }: Place): DecisionRow {
  const { policy } = gated.accepted
  const judgement = { outcome: 'honest_gap' as const, issues: [], profile: policy.profile, mode: gated.mode, criteria }
  const report = { task_summary: '', work_done: '', stopping_reason: 'error_cannot_proceed' as const }
  const call = { id: `dc_${gate.newId()}`, now: gate.now(), session }
  return callRow(report, { ...judgement, place: { gated, look, blocks } }, call)
}

function gapRow(gate: Gate, { workspace_id, at }: DecisionRow, { criterion, blocker, tried, needs }: Gap & { criterion: string }) {
  const moment = { count: 1, status: 'open' as const, filed_at: at, resolved_at: null }
  return { id: `gp_${gate.newId()}`, workspace_id: workspace_id!, criterion_id: criterion, blocker, tried, needs, ...moment }
}

function gapEvent({ id: entity, workspace_id }: DecisionRow, gap: Gap, gapIds: readonly string[]): EventInput {
  return { type: 'gap.filed', entity, scope: workspace_id!, after: { ...gap, gap_ids: gapIds } }
}

/** Callers that name no session are one, whose day begins anew. */
async function requireFew(db: GateDatabase, { row, gate }: { row: DecisionRow; gate: Gate }): Promise<void> {
  const since = row.session === null ? new Date(gate.now().getTime() - dayMs).toISOString() : ''
  const count = await countGapDecisions(db, { workspace_id: row.workspace_id!, session: row.session, since })
  if (count < mostInSession) return
  throw new LoopError('rate_limited', `This session filed ${count} gaps, and may file ${mostInSession}.`, {
    code: 'rate_limited',
    hints: ['Ask the person: call should_continue with waiting_for_user.'],
  })
}

function denied(): LoopError {
  return new LoopError('forbidden', 'The policy of this folder takes no gaps.', {
    code: 'gaps_denied',
    hints: ['Finish the work, or ask the person: call should_continue with waiting_for_user.'],
  })
}

function withoutAttempt(untried: readonly string[]): LoopError {
  return new LoopError('conflict', `Nobody has tried this yet: ${untried.join(', ')}.`, {
    code: 'gap_without_attempt',
    hints: [`Call run_checks ${JSON.stringify({ criteria: untried })}, then file the gap if it does not pass.`],
  })
}
