import type { FileEffect } from '../patch/prepared.ts'
import { type Settled, settlePatch } from '../patch/settle.ts'
import { receiptOfStep } from '../storage/receipts.ts'
import type { Acting, ToolPlace } from './tool.ts'
import { verifiersOf } from './verifiers.ts'
import { writeFiles } from './write-files.ts'

/** A patch that was meant to be written when its process died. */
export interface Unsettled {
  /** Of its intent. */
  effects: readonly FileEffect[]
  /** The run and the step that meant it. */
  run: NonNullable<Acting['run']>
}

/** What became of it; where a third hash was found nothing was touched, and there is no receipt. */
export type SettledPatch = Settled & { receiptId?: string; editedFiles: readonly string[] }

/** Brings a patch to its end after a crash, once: its receipt is written unless it is there. */
export async function settle(place: ToolPlace, { effects, run }: Unsettled, signal: AbortSignal): Promise<SettledPatch> {
  const editedFiles = effects.map(({ path }) => path)
  const there = await place.runtime.transaction('read', ({ db }) => receiptOfStep(db, run))
  if (there) return { outcome: 'done', receiptId: there.id, editedFiles }
  let settled: Settled = { outcome: 'done' }
  const write: Parameters<typeof writeFiles>[1]['write'] = async (files) => {
    settled = await settlePatch(files, effects)
    if (settled.outcome === 'unknown') throw new Unknown()
  }
  try {
    const { id } = await writeFiles(place, { kind: 'patch', effects, verifiers: verifiersOf(effects), write }, { run, signal })
    return { ...settled, receiptId: id, editedFiles }
  } catch (error) {
    if (error instanceof Unknown) return { ...settled, editedFiles: [] }
    throw error
  }
}

/** Ends a writing that nothing may be kept of. */
class Unknown extends Error {}
