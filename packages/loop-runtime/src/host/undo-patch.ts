import { type EffectContext, LoopError } from 'loop-core'
import { placeAt, placeOf, runtimeOf } from '../place-of.ts'
import { mutationsDisabled } from '../refusals.ts'
import { runNotFound } from '../run/refusals.ts'
import type { Runtime } from '../runtime.ts'
import { findReceipt, patchToUndo } from '../storage/receipts.ts'
import { findRun } from '../storage/runs.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import { undo } from '../tools/undo.ts'
import { placeOfRun } from './place-of-run.ts'
import { nothingToUndo } from './refusals.ts'

interface Asked {
  receipt_id?: string | undefined
  run_id?: string | undefined
}

interface Undone {
  files: string[]
  digest: string | null
  receipt_id: string
}

/** Takes a patch back for a person, or for a client that may change files. */
export async function undoPatch(context: EffectContext, asked: Asked): Promise<Undone> {
  const { id, run_id, root } = await receiptOf(runtimeOf(context), asked)
  const place = await (run_id !== null ? placeOfRun(context, run_id) : root === undefined ? placeOf(context) : placeAt(context, { root }))
  if (!place.workspace.allowMutations && context.actor.role !== 'user') throw mutationsDisabled()
  const { output } = await undo(place, id, { signal: context.signal })
  return output as unknown as Undone
}

type Which = Pick<ReceiptRow, 'id' | 'run_id'> & Partial<Pick<ReceiptRow, 'root'>>

/** Without a receipt there is no run to look for, and who takes it back says so. */
function unknown(id: string): Which {
  return { id, run_id: null }
}

async function receiptOf(runtime: Runtime, { receipt_id, run_id }: Asked): Promise<Which> {
  if ((receipt_id === undefined) === (run_id === undefined))
    throw new LoopError('invalid_input', 'Exactly one of receipt_id and run_id says which patch is meant.', {
      hints: ['repo_apply_patch answers with its receiptId.'],
    })
  if (receipt_id !== undefined)
    return runtime.transaction('read', async ({ db }) => (await findReceipt(db, receipt_id)) ?? unknown(receipt_id))
  return runtime.transaction('read', async ({ db }) => {
    if ((await findRun(db, run_id!)) === undefined) throw runNotFound()
    const receipt = await patchToUndo(db, run_id!)
    if (receipt === undefined) throw nothingToUndo()
    return receipt
  })
}
