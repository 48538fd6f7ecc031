import { findRepositoryRoot } from 'loop-core/workspace'
import { changeInForce, type Place } from '../policy/in-force.ts'
import type { PolicyText } from '../policy/policy-file.ts'
import { findPolicy, putPolicy, seeWorkspace } from '../storage/workspaces.ts'

/** Puts a text in force and gives the hash of the one before; a pause goes on. */
export async function acceptPolicy(place: Place, { hash, text }: PolicyText): Promise<string | null> {
  const { gate, workspace } = place
  const at = gate.now().toISOString()
  const vcs = (await findRepositoryRoot(workspace.root)) === null ? 'none' : 'git'
  return changeInForce(place, async ({ db, emit }) => {
    await seeWorkspace(db, { ...workspace, vcs }, at)
    const before = await findPolicy(db, workspace.id)
    if (before?.hash === hash) return null
    await putPolicy(db, { workspace_id: workspace.id, hash, text, accepted_at: at, accepted_by: gate.actor })
    const about = { entity: workspace.id, scope: workspace.id, after: { hash } }
    if (before === undefined) emit({ type: 'policy.accepted', ...about })
    else emit({ type: 'policy.changed', ...about, before: { hash: before.hash } })
    return before?.hash ?? null
  })
}
