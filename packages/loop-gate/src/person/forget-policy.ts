import { readAccepted } from '../policy/accepted.ts'
import { changeInForce, type Place } from '../policy/in-force.ts'
import { notGated } from '../refusals.ts'
import { endPolicy, findPolicy, pauseWorkspace } from '../storage/workspaces.ts'

/** Ends what is in force in a folder, and its pause; also a copy that the database knows nothing of. */
export async function forgetPolicy(place: Place): Promise<void> {
  const { gate, workspace } = place
  const isCopied = (await readAccepted(gate.home, workspace.id)) !== undefined
  await changeInForce(place, async ({ db, emit }) => {
    const before = await findPolicy(db, workspace.id)
    if (before === undefined && !isCopied) throw notGated({ why: 'not_accepted', workspace })
    await endPolicy(db, workspace.id, gate.now().toISOString())
    await pauseWorkspace(db, workspace.id, null)
    emit({ type: 'policy.forgotten', entity: workspace.id, scope: workspace.id, ...(before && { before: { hash: before.hash } }) })
  })
}
