import { changeInForce, type Place } from '../policy/in-force.ts'
import { notGated } from '../refusals.ts'
import { findPolicy, findWorkspace, pauseWorkspace } from '../storage/workspaces.ts'

/** Lets a folder be until then, or no longer. */
export async function pauseUntil(place: Place, until: string | null): Promise<void> {
  const { workspace } = place
  await changeInForce(place, async ({ db, emit }) => {
    if ((await findPolicy(db, workspace.id)) === undefined) throw notGated({ why: 'not_accepted', workspace })
    const before = (await findWorkspace(db, workspace.id))?.paused_until ?? null
    if (before === until) return
    await pauseWorkspace(db, workspace.id, until)
    const type = until === null ? 'gate.resumed' : 'gate.paused'
    emit({ type, entity: workspace.id, scope: workspace.id, before: { paused_until: before }, after: { paused_until: until } })
  })
}
