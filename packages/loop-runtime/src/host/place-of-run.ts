import { stat } from 'node:fs/promises'
import type { EffectContext } from 'loop-core'
import { type Place, placeAt, placeIn, runtimeOf } from '../place-of.ts'
import { runNotFound } from '../run/refusals.ts'
import { findRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { workspaceOf } from '../worktree/workspace-of.ts'
import { elsewhere } from './refusals.ts'

/** Where a run of this server works: in its workspace, or in a worktree made from it. */
export async function placeOfRun(context: EffectContext, id: string): Promise<Place> {
  const row = await runtimeOf(context).transaction('read', ({ db }) => findRun(db, id))
  if (row === undefined) throw runNotFound()
  return placeOfRow(context, row)
}

/** The same of a run that was read. One that has ended may have left no worktree. */
export async function placeOfRow(context: EffectContext, row: RunRow): Promise<Place> {
  const place = await placeAt(context, { root: workspaceOf(row), workspace: row.workspace })
  if (workspaceOf(row) !== place.files.root) throw elsewhere(row)
  const isApart = row.worktree !== null && (await stat(row.root).catch(() => undefined)) !== undefined
  return isApart ? placeIn(context, place.workspace, row.root) : place
}
