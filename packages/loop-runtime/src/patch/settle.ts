import type { PatchFiles } from './patch-files.ts'
import type { FileEffect } from './prepared.ts'
import { sha256Of } from './sha256.ts'
import { carryOut, inOrder, writePatch } from './write.ts'

/** What became of a patch of which nobody knows whether it was written. */
export type Settled =
  | { outcome: 'done' | 'applied' | 'finished' }
  /** These files are neither as they were nor as the patch makes them, so nothing was touched. */
  | { outcome: 'unknown'; paths: readonly string[] }

/** Settles a patch whose writing was cut short, by the hashes of its files alone. */
export async function settlePatch(files: PatchFiles, effects: readonly FileEffect[]): Promise<Settled> {
  const seen: { effect: FileEffect; hash: string | null }[] = []
  for (const effect of effects) seen.push({ effect, hash: sha256Of(await files.read(effect.path)) })
  const missing = seen.filter(({ effect, hash }) => hash !== effect.afterSha256)
  const strange = missing.filter(({ effect, hash }) => hash !== effect.beforeSha256)
  if (strange.length > 0) return { outcome: 'unknown', paths: strange.map(({ effect }) => effect.path) }
  if (missing.length === 0) return { outcome: 'done' }
  if (missing.length === effects.length) return applied(files, effects)
  for (const effect of inOrder(missing.map((file) => file.effect))) await carryOut(files, effect)
  return { outcome: 'finished' }
}

async function applied(files: PatchFiles, effects: readonly FileEffect[]): Promise<Settled> {
  await writePatch(files, effects)
  return { outcome: 'applied' }
}
