import { reversed, undoPatch } from '../patch/write.ts'
import { readEffects } from '../storage/effects.ts'
import { findReceipt } from '../storage/receipts.ts'
import { notUndoable, preimagesGone, receiptNotFound } from './refusals.ts'
import type { Acting, ToolAnswer, ToolPlace } from './tool.ts'
import { writeFiles } from './write-files.ts'

/** Takes a patch back, if each of its files still is as the patch left it; that is a writing like any other, with a receipt of its own. */
export async function undo(place: ToolPlace, receiptId: string, acting: Acting): Promise<ToolAnswer> {
  const effects = await effectsOf(place, receiptId)
  const receipt = await writeFiles(
    place,
    { kind: 'undo', undoes: receiptId, effects: effects.map(reversed), write: (files) => undoPatch(files, effects) },
    acting,
  )
  const { id, digest_after: digest } = receipt
  return { output: { files: effects.map(({ path }) => path), digest, receipt_id: id }, wrote: true, receiptId: id }
}

function effectsOf({ runtime, files }: ToolPlace, receiptId: string) {
  return runtime.transaction('read', async ({ db }) => {
    const receipt = await findReceipt(db, receiptId)
    if (receipt?.root !== files.root) throw receiptNotFound(receiptId)
    if (receipt.kind !== 'patch') throw notUndoable(receipt.kind)
    const effects = await readEffects(db, receipt.effects!)
    if (effects === undefined) throw preimagesGone()
    return effects
  })
}
