import { LoopError, labelOfActor } from 'loop-core'
import { at, type Ctl } from '../ctl.ts'
import type { OrchestratorStateRow } from '../storage/desk-tables.ts'
import { findState, insertState } from '../storage/orchestrator-states.ts'

type Given = Pick<OrchestratorStateRow, 'project_id' | 'state_key' | 'state_data'> & {
  /** The one that was read before; 0 where there was none. */
  version: number
}

/** Saves what comes after the version that the caller has read. Throws `conflict version_conflict` if that is not the newest. */
export async function saveState(ctl: Ctl, { version, ...given }: Given): Promise<OrchestratorStateRow> {
  const seen = await findState(ctl.db, given)
  if ((seen?.version ?? 0) !== version) throw stale(seen)
  const time = at(ctl)
  const identity = { id: seen?.id ?? ctl.newId(), inserted_at: seen?.inserted_at ?? time }
  const row = { ...given, ...identity, version: version + 1, saved_by: labelOfActor(ctl.actor), updated_at: time }
  if (!(await insertState(ctl.db, row))) throw stale(await findState(ctl.db, given))
  // What was saved is for orchestrators alone; the log is read by everybody, and for ever.
  const { id: entity, project_id: scope, state_key } = row
  ctl.emit({ type: 'orchestrator_state.saved', entity, scope, after: { version: row.version }, details: { project_id: scope, state_key } })
  return row
}

function stale(newest: OrchestratorStateRow | undefined): LoopError {
  const current_version = newest?.version ?? 0
  const there = current_version === 0 ? 'Nothing is saved under this key yet' : `Version ${current_version} is there by now`
  const hints = [`${there}: load the state, bring your change into it, and save it with version ${current_version}.`]
  return new LoopError('conflict', 'Conflict', { code: 'version_conflict', hints, data: { current_version } })
}
