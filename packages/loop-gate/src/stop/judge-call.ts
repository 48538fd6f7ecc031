import type { Gate } from '../gate.ts'
import { judgeReport } from '../judge/report.ts'
import { type Judgement, judgeSelfReport, type Report } from '../judge/self-report.ts'
import type { CriterionState } from '../measure/criterion-state.ts'
import { type Look, lookAt } from '../measure/look.ts'
import { keepProvided } from '../measure/provided.ts'
import { type Kept, readKept, statesOf } from '../measure/states.ts'
import { findSession } from '../storage/sessions.ts'
import type { Mode, Profile } from '../words.ts'
import { enter, type Gated } from './enter.ts'
import { beginningOf } from './session.ts'

/** What the tool finds of a report, with all that it rests on. */
export interface CallJudgement extends Judgement {
  profile: Profile
  mode: Mode | null
  criteria: CriterionState[]
  /** Where a folder is gated: what it was, and by which policy. */
  place?: { gated: Gated; look: Look; blocks: number }
}

/** Where the agent works, and in which of its client's sessions. */
export interface CallPlace {
  folder: string
  session: string | null
}

/** Judges a report by the rules of the folder: by the agent's own words alone where nobody accepted a policy that asks for more. */
export async function judgeCall(gate: Gate, report: Report, place: CallPlace): Promise<CallJudgement> {
  const workClaimed = await holdsWork(gate)
  const gated = await enter(gate, place.folder)
  if ('why' in gated) return { ...withClaim(report, workClaimed), profile: 'self-report', mode: null, criteria: [] }
  const { policy } = gated.accepted
  const { blocks, baseline } = await sessionAt(gate, gated, place)
  const look = await lookAt(gated.workspace.root, policy, gate.signal)
  const common = { profile: policy.profile, mode: gated.mode, place: { gated, look, blocks } }
  if (policy.profile === 'self-report') return { ...withClaim(report, workClaimed), ...common, criteria: [] }
  const measuring = { gate, workspace: gated.workspace, policy, look, baseline, session: place.session }
  const kept = await readKept(measuring)
  await keepProvided(gate, kept)
  const criteria = await statesOf(measuring, kept)
  const proof = { criteria, workClaimed, strictReasons: policy.strict_reasons, attempted: attemptedIn(kept, place.session) }
  return { ...judgeReport(report, proof), ...common, criteria }
}

/** The rules of the reference stay as they are where no task can be claimed. */
function withClaim(report: Report, workClaimed: boolean): Judgement {
  if (!workClaimed) return judgeSelfReport(report)
  return judgeReport(report, { criteria: [], strictReasons: false, attempted: new Set(), workClaimed })
}

/** Whether the caller holds a task of another module, such as that of loop-queue. */
async function holdsWork({ evidence, actor }: Gate): Promise<boolean> {
  const facts = (await evidence?.({ actor }).catch(() => [])) ?? []
  return facts.some((fact) => fact.name === 'queue.live_lease' && fact.actor === actor)
}

async function sessionAt(gate: Gate, { workspace }: Gated, { session }: CallPlace) {
  const key = { workspace_id: workspace.id, agent: '' }
  return gate.transaction('read', async ({ db }) => {
    const row = session === null ? undefined : await findSession(db, { ...key, session })
    return { blocks: row?.blocks ?? 0, baseline: await beginningOf(db, { ...key, session }) }
  })
}

function attemptedIn({ receipts }: Kept, session: string | null): ReadonlySet<string> {
  const tried = [...receipts].filter(([, rows]) => rows.some((row) => row.session === session))
  return new Set(tried.map(([id]) => id))
}
