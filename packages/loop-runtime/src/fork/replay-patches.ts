import type { WorkspaceFiles } from '../files/workspace-files.ts'
import { settlePatch } from '../patch/settle.ts'
import type { Runtime } from '../runtime.ts'
import { readEffects } from '../storage/effects.ts'
import { patchesUpTo, type WantedPatches } from '../storage/receipts.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import { patchFiles } from '../tools/patch-files.ts'
import { preimagesGone } from '../tools/refusals.ts'
import { patchDiffers } from './refusals.ts'

/** Writes the patches that a run had made by a step into files that nobody else uses, and says which; one that was taken back by then is left out. */
export async function replayPatches(runtime: Runtime, files: WorkspaceFiles, wanted: WantedPatches): Promise<ReceiptRow[]> {
  const receipts = await runtime.transaction('read', ({ db }) => patchesUpTo(db, wanted))
  for (const { effects: stored, step } of receipts) {
    const effects = await runtime.transaction('read', ({ db }) => readEffects(db, stored!))
    if (effects === undefined) throw preimagesGone()
    const settled = await settlePatch(patchFiles(files), effects)
    if (settled.outcome === 'unknown') throw patchDiffers(step!, settled.paths)
  }
  return receipts
}
