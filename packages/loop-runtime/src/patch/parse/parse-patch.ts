import type { Operation } from '../operation.ts'
import { badPatch } from '../refusals.ts'
import { parseCodex } from './codex.ts'
import { isMarker } from './codex-markers.ts'
import { sourceOf } from './source.ts'
import { parseUnified } from './unified.ts'
import { startsUnifiedFile } from './unified-header.ts'

export type PatchFormat = 'auto' | 'unified' | 'codex'

/** Reads a patch; refuses it as `bad_patch` with the line, and throws nothing else. */
export function parsePatch(text: string, format: PatchFormat = 'auto'): Operation[] {
  if (!text.isWellFormed()) throw badPatch(1, 'the text is not valid Unicode.')
  return (format === 'auto' ? recognise(text) : format) === 'codex' ? parseCodex(text) : parseUnified(text)
}

/** The first line that belongs to a form decides; the other may stand in its content. */
function recognise(text: string): 'unified' | 'codex' {
  const source = sourceOf(text)
  for (; source.at < source.lines.length; source.at++) {
    if (isMarker(source.lines[source.at]!, 'Begin Patch')) return 'codex'
    if (startsUnifiedFile(source) || source.lines[source.at]!.startsWith('@@')) return 'unified'
  }
  throw badPatch(1, 'this is neither a unified diff nor the Codex form.', 'Begin with --- a/path and +++ b/path, or with *** Begin Patch.')
}
