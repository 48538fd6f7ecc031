import { z } from 'zod'
import { CriterionOutcome } from '../decision.ts'
import type { Gate } from '../gate.ts'
import { hintOf } from '../judge/issues.ts'
import { type CriterionState, holdsBack } from '../measure/criterion-state.ts'
import { readAccepted } from '../policy/accepted.ts'
import { readPolicyFile } from '../policy/policy-file.ts'
import { type PolicyState, policyState } from '../policy/policy-state.ts'
import { findWorkspace } from '../policy/workspace.ts'
import { notGated } from '../refusals.ts'
import { enter, type Gated, type NotGated } from '../stop/enter.ts'
import { presentState } from '../stop/present-state.ts'
import { openGaps } from '../storage/gaps.ts'
import type { GapRow } from '../storage/tables.ts'
import { gapNeeds, modes, profiles } from '../words.ts'

const policyStates = ['absent', 'unaccepted', 'accepted', 'changed'] as const satisfies readonly PolicyState[]

/** An open gap; what was said of it is left to those who decide about it. */
const OpenGap = z.object({ id: z.string(), criterion: z.string(), needs: z.enum(gapNeeds), count: z.int(), filed_at: z.string() })

/** How a folder stands: by which policy it is judged, and what is known of each criterion. */
export const GateStatus = z.object({
  judging: z.boolean().describe('Whether stops are judged here by a policy'),
  workspace: z.object({ id: z.string(), root: z.string() }).nullable(),
  policy: z.object({ state: z.enum(policyStates), hash: z.string().nullable() }).describe('The hash is that of what was accepted'),
  mode: z.enum(modes).nullable(),
  profile: z.enum(profiles),
  digest: z.string().nullable(),
  criteria: z.array(CriterionOutcome.extend({ next: z.string().nullable() })),
  blocks: z.object({ used: z.int(), max: z.int() }),
  gaps: z.array(OpenGap),
  next: z.array(z.string()).describe('What to do where nothing is judged'),
})
export type GateStatus = z.output<typeof GateStatus>

/** Where no policy is looked for at all, such as in a server for many people. */
export function statusElsewhere(next: readonly string[]): GateStatus {
  const policy = { state: 'absent' as const, hash: null }
  const nothing = { digest: null, criteria: [], gaps: [], blocks: { used: 0, max: 3 } }
  return { judging: false, workspace: null, policy, mode: null, profile: 'self-report', ...nothing, next: [...next] }
}

/** Looks at a folder. What nobody accepted is neither run nor looked into. */
export async function gateStatus(gate: Gate, { folder, session }: { folder: string; session: string | null }): Promise<GateStatus> {
  const gated = await enter(gate, folder)
  return 'why' in gated ? ungatedStatus(gate, gated, folder) : gatedStatus(gate, gated, session)
}

async function gatedStatus(gate: Gate, gated: Gated, session: string | null): Promise<GateStatus> {
  const { workspace, accepted, mode } = gated
  const { look, blocks, criteria } = await presentState(gate, gated, session)
  const gaps = await gate.transaction('read', ({ db }) => openGaps(db, workspace.id))
  return {
    judging: true,
    workspace,
    policy: { state: policyState({ accepted, file: await readPolicyFile(workspace.root) }), hash: accepted.hash },
    mode,
    profile: accepted.policy.profile,
    digest: look.digest,
    criteria: criteria.map(withNext),
    blocks: { used: blocks, max: accepted.policy.max_blocks },
    gaps: gaps.map(gapOf),
    next: [],
  }
}

async function ungatedStatus({ environment, home }: Gate, why: NotGated, folder: string): Promise<GateStatus> {
  const projectFolder = environment.CLAUDE_PROJECT_DIR || environment.GEMINI_PROJECT_DIR
  const workspace = await findWorkspace({ cwd: folder, projectFolder, home })
  const status = statusElsewhere(notGated(why).hints)
  if (workspace === undefined) return status
  const accepted = await readAccepted(home, workspace.id)
  const state = policyState({ accepted, file: await readPolicyFile(workspace.root) })
  return { ...status, workspace, policy: { state, hash: typeof accepted === 'object' ? accepted.hash : null } }
}

function withNext(state: CriterionState) {
  return { ...state, next: holdsBack(state) ? hintOf(state.id, state.reason) : null }
}

function gapOf({ id, criterion_id, needs, count, filed_at }: GapRow): z.output<typeof OpenGap> {
  return { id, criterion: criterion_id, needs, count, filed_at }
}
