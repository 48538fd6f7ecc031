import type { Gate } from '../gate.ts'
import type { Baseline } from '../measure/baseline.ts'
import type { CriterionState } from '../measure/criterion-state.ts'
import { type Look, lookAt } from '../measure/look.ts'
import { type Kept, readKept, statesOf } from '../measure/states.ts'
import { findSession } from '../storage/sessions.ts'
import type { Gated } from './enter.ts'
import { baselineIn } from './session.ts'

/** What is known in a gated folder at this moment. */
export interface PresentState {
  look: Look
  baseline: Baseline | undefined
  /** Refused stops in a row. */
  blocks: number
  kept: Kept
  criteria: CriterionState[]
}

/** Looks at a gated folder as one session of a client sees it. */
export async function presentState(gate: Gate, { workspace, accepted }: Gated, session: string | null): Promise<PresentState> {
  const { policy } = accepted
  const key = { workspace_id: workspace.id, session: session ?? '', agent: '' }
  const row = await gate.transaction('read', ({ db }) => findSession(db, key))
  const [look, baseline] = [await lookAt(workspace.root, policy, gate.signal), row && baselineIn(row)]
  const measuring = { gate, workspace, policy, look, baseline, session }
  const kept = await readKept(measuring)
  return { look, baseline, blocks: row?.blocks ?? 0, kept, criteria: await statesOf(measuring, kept) }
}
