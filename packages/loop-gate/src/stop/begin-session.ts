import type { HookAnswer } from '../clients/client.ts'
import { baselineOf } from '../measure/baseline.ts'
import { lookAt } from '../measure/look.ts'
import { changeSession } from '../storage/sessions.ts'
import { seeWorkspace } from '../storage/workspaces.ts'
import { nothing, type Stop } from './judge-stop.ts'
import { baselineIn, earlierBaseline, readSession } from './session.ts'

/** Writes down what the files are when a session begins; one that goes on after a break keeps the beginning that it had. */
export async function beginSession({ gate, workspace, accepted, event }: Stop): Promise<HookAnswer> {
  const look = await lookAt(workspace.root, accepted.policy, gate.signal)
  if (look.digest === null) return nothing
  const now = baselineOf(look, accepted.hash, gate.now())
  await gate.transaction('write', async ({ db }) => {
    await seeWorkspace(db, { ...workspace, vcs: look.vcs }, gate.now().toISOString())
    const session = await readSession(db, gate, workspace.id, event)
    const isNew = event.source === undefined || event.source === 'startup'
    const earlier = isNew ? undefined : (baselineIn(session) ?? (await earlierBaseline(db, gate, workspace.id, event.client)))
    await changeSession(db, session, { baseline: JSON.stringify(earlier ?? now), last_event_at: gate.now().toISOString() })
  })
  return nothing
}
