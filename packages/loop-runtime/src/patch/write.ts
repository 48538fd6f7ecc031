import type { PatchFiles } from './patch-files.ts'
import type { FileEffect } from './prepared.ts'
import { changedMeanwhile, halfWritten, undoConflict } from './refusals.ts'
import { sha256Of } from './sha256.ts'

/** Writes a prepared patch: all files or, after a failure, none. */
export async function writePatch(files: PatchFiles, effects: readonly FileEffect[]): Promise<void> {
  const changed = await pathsNotAt(files, effects, 'beforeSha256')
  if (changed.length > 0) throw changedMeanwhile(changed)
  await writeAll(files, effects)
}

/** Puts back what was there before a patch, if every file still is as the patch left it. */
export async function undoPatch(files: PatchFiles, effects: readonly FileEffect[]): Promise<void> {
  const changed = await pathsNotAt(files, effects, 'afterSha256')
  if (changed.length > 0) throw undoConflict(changed)
  await writeAll(files, effects.map(reversed))
}

/** What undoing one effect is. */
export function reversed({ path, mode, before, after, beforeSha256, afterSha256 }: FileEffect): FileEffect {
  return { path, mode, before: after, after: before, beforeSha256: afterSha256, afterSha256: beforeSha256 }
}

async function writeAll(files: PatchFiles, effects: readonly FileEffect[]): Promise<void> {
  const ordered = inOrder(effects)
  try {
    for (const effect of ordered) await carryOut(files, effect)
  } catch (cause) {
    await takeBack(files, ordered, cause)
    throw cause
  }
}

/** Files are made before others are removed: whoever is killed between the two has too much rather than too little. */
export function inOrder(effects: readonly FileEffect[]): FileEffect[] {
  return [...effects.filter(({ after }) => after !== null), ...effects.filter(({ after }) => after === null)]
}

export async function carryOut(files: PatchFiles, { path, after, mode }: FileEffect): Promise<void> {
  if (after === null) await files.remove(path)
  else await files.write(path, after, mode)
}

/** Looks at the files rather than at what was called: a write may fail after it happened. */
async function takeBack(files: PatchFiles, ordered: readonly FileEffect[], cause: unknown): Promise<void> {
  const lost: string[] = []
  for (const effect of ordered.toReversed()) if (!(await isTakenBack(files, effect))) lost.push(effect.path)
  if (lost.length > 0) throw halfWritten(lost, cause)
}

/** What somebody else has written meanwhile stays. */
async function isTakenBack(files: PatchFiles, effect: FileEffect): Promise<boolean> {
  try {
    const there = sha256Of(await files.read(effect.path))
    if (there === effect.beforeSha256) return true
    if (there !== effect.afterSha256) return false
    await carryOut(files, reversed(effect))
    return true
  } catch {
    return false
  }
}

async function pathsNotAt(files: PatchFiles, effects: readonly FileEffect[], side: 'beforeSha256' | 'afterSha256'): Promise<string[]> {
  const paths: string[] = []
  for (const effect of effects) if (sha256Of(await files.read(effect.path)) !== effect[side]) paths.push(effect.path)
  return paths
}
