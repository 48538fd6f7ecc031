import { changeLines } from './apply/change-lines.ts'
import type { Matched } from './apply/matched.ts'
import { replaceText } from './apply/replace-text.ts'
import { lineDiff } from './line-diff.ts'
import type { AddFile, ChangeLines, DeleteFile, Operation } from './operation.ts'
import { type Draft, move, type Overlay, openDraft, put } from './overlay.ts'
import type { PatchFiles } from './patch-files.ts'
import type { FileEffect, PreparedChange, PreparedPatch } from './prepared.ts'
import { badPatch, fileExists, fileNotFound, searchNotFound, tooLarge } from './refusals.ts'
import { sha256Of } from './sha256.ts'
import { decodeFile, encodeFile, type TextFile } from './text-file.ts'

const mostOperations = 100

/** Works out what a patch would do, each operation on the result of the one before. Reads, and writes nothing. */
export async function preparePatch(files: PatchFiles, operations: readonly Operation[]): Promise<PreparedPatch> {
  if (operations.length > mostOperations) throw tooLarge('The patch has more operations', `${mostOperations}`)
  const overlay: Overlay = { files, drafts: new Map() }
  for (const operation of operations) await perform(overlay, operation)
  const drafts = [...overlay.drafts.values()]
  const effects = drafts.filter(isChanged).map(effectOf)
  if (effects.length === 0) throw badPatch(1, 'it changes nothing.', 'Read the files: what the patch wants may be there already.')
  return { effects, changes: changesOf(drafts) }
}

async function perform(overlay: Overlay, operation: Operation): Promise<void> {
  if (operation.kind === 'add') return add(overlay, operation)
  if (operation.kind === 'delete') return remove(overlay, operation)
  if (operation.kind === 'change') return change(overlay, operation)
  const { draft, file } = await openText(overlay, operation.path)
  write(draft, file, replaceText(file.text, operation))
}

async function add(overlay: Overlay, { path, text, mayReplace }: AddFile): Promise<void> {
  const draft = await openDraft(overlay, path)
  if (draft.current !== null && !mayReplace) throw fileExists(path)
  // What is replaced is kept for undo, so it has to be within the limits too.
  if (draft.current !== null) decodeFile(path, draft.current)
  put(draft, encodeFile(path, { mark: '', text }))
}

async function remove(overlay: Overlay, { path, hunks }: DeleteFile): Promise<void> {
  const { draft, file } = await openText(overlay, path)
  if (hunks.length > 0 && changeLines(path, file.text, hunks).text !== '')
    throw searchNotFound(path, 'The whole text that the patch deletes', undefined)
  put(draft, null)
}

async function change(overlay: Overlay, operation: ChangeLines): Promise<void> {
  const { draft, file } = await openText(overlay, operation.path)
  const matched = changeLines(operation.path, file.text, operation.hunks)
  if (operation.moveTo === undefined) return write(draft, file, matched)
  const target = await openDraft(overlay, operation.moveTo)
  if (target === draft) return write(draft, file, matched)
  if (target.current !== null && !operation.mayReplace) throw fileExists(operation.moveTo)
  if (target.current !== null) decodeFile(operation.moveTo, target.current)
  move(draft, target)
  write(target, file, matched)
}

function write(draft: Draft, { mark }: TextFile, { text, match }: Matched): void {
  put(draft, encodeFile(draft.path, { mark, text }), match)
}

async function openText(overlay: Overlay, path: string): Promise<{ draft: Draft; file: TextFile }> {
  const draft = await openDraft(overlay, path)
  if (draft.current === null) throw fileNotFound(path, await overlay.files.nearest(path))
  return { draft, file: decodeFile(path, draft.current) }
}

function isChanged({ original, current }: Draft): boolean {
  return sha256Of(original) !== sha256Of(current)
}

function effectOf({ path, original, current, mode }: Draft): FileEffect {
  return { path, mode, before: original, after: current, beforeSha256: sha256Of(original), afterSha256: sha256Of(current) }
}

/** A moved file is one change, although two paths are written. */
function changesOf(drafts: readonly Draft[]): PreparedChange[] {
  const isGone = (path: string | undefined) => drafts.some((draft) => draft.path === path && draft.current === null)
  const moved = drafts.filter(({ cameFrom, current }) => current !== null && isGone(cameFrom))
  const sources = new Set(moved.map(({ cameFrom }) => cameFrom))
  return drafts.flatMap((draft) => {
    if (moved.includes(draft)) return [described(draft, 'moved', drafts.find(({ path }) => path === draft.cameFrom)!)]
    if (!isChanged(draft) || sources.has(draft.path)) return []
    return [described(draft, draft.original === null ? 'added' : draft.current === null ? 'deleted' : 'edited', draft)]
  })
}

function described(draft: Draft, change: PreparedChange['change'], source: Draft): PreparedChange {
  const [before, after] = [source.original, draft.current]
  const { additions, deletions } = lineDiff(before, after)
  const hashes = { beforeSha256: sha256Of(before), afterSha256: sha256Of(after) }
  const from = change === 'moved' ? { from: source.path } : {}
  return { path: draft.path, change, ...from, before, after, ...hashes, additions, deletions, match: draft.match }
}
