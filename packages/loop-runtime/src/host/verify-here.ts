import { actorId, type EffectContext } from 'loop-core'
import { runtimeOf } from '../place-of.ts'
import { runNotFound } from '../run/refusals.ts'
import { findRun } from '../storage/runs.ts'
import { notEnded, selfVerify } from '../verify/refusals.ts'
import { type Verification, verifyRun } from '../verify/verify-run.ts'
import { hasEnded } from '../words.ts'
import { placeOfRow } from './place-of-run.ts'

/** Has a run of this server's workspace verified by whoever asks, who is not the one that acted in it. */
export async function verifyHere(context: EffectContext, id: string): Promise<Verification> {
  const row = await runtimeOf(context).transaction('read', ({ db }) => findRun(db, id))
  if (row === undefined) throw runNotFound()
  if (row.actor === actorId(context.actor)) throw selfVerify()
  if (!hasEnded(row.status)) throw notEnded(row)
  const { runtime, skillFolders } = await placeOfRow(context, row)
  return verifyRun(runtime, { row, skillFolders })
}
