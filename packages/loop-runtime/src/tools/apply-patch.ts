import { z } from 'zod'
import { filesNow } from '../evidence/files-now.ts'
import { pathEscapes } from '../files/refusals.ts'
import { checkWritable } from '../files/writing/check-writable.ts'
import type { Operation } from '../patch/operation.ts'
import { parseEdits } from '../patch/parse/edits.ts'
import { parsePatch } from '../patch/parse/parse-patch.ts'
import { preparePatch } from '../patch/prepare.ts'
import type { PreparedChange, PreparedPatch } from '../patch/prepared.ts'
import { previewOf } from '../patch/preview.ts'
import { writePatch } from '../patch/write.ts'
import { path } from './arguments.ts'
import { outsideOf } from './outside.ts'
import { patchFiles } from './patch-files.ts'
import { faultIn, type PreparedTool, unusable } from './prepared-tool.ts'
import { editsOrPatch } from './refusals.ts'
import type { Acting, ToolAnswer, ToolPlace } from './tool.ts'
import { escalatedOf, verifiersOf } from './verifiers.ts'
import { type Writing, writeFiles } from './write-files.ts'

const most = 1_048_576

const Edit = z.object({
  path: path(),
  search: z.string().max(most).describe('Must match once; empty makes a file'),
  replace: z.string().max(most),
})

export const schema = z.object({
  edits: z.array(Edit).min(1).max(100).optional().describe('Or patch'),
  patch: z.string().min(1).max(most).optional().describe('Unified diff or Codex patch'),
  format: z.enum(['auto', 'unified', 'codex']).default('auto'),
  dryRun: z.boolean().default(false).describe('Only says what it would do'),
})

type Input = z.output<typeof schema>

/** Reads and matches a patch, and judges each of its paths; nothing is written. */
export async function prepare(place: ToolPlace, input: Input): Promise<PreparedTool> {
  const found: Partial<Found> = {}
  const fault = await faultIn(() => find(place, input, found))
  const { operations = [], paths = [], outside = [], patch } = found
  if (fault || patch === undefined) return { ...unusable(fault!), paths, outside }
  const [verifiers, escalated] = [verifiersOf(patch.effects), escalatedOf(patch.effects)]
  const { diff, truncated } = previewOf(patch.changes)
  const summary = { ...answerOf(patch.changes), editCount: operations.length }
  return {
    ...{ paths, outside, verifiers, escalated },
    // A trial is nothing that could have to be finished.
    ...(!input.dryRun && { effects: patch.effects }),
    preview: truncated ? `${diff}(cut off here)\n` : diff,
    perform: (acting) => (input.dryRun ? tryOut(place, summary) : apply(place, { patch, verifiers, summary }, acting)),
  }
}

/** What is known of a patch so far, also where something is wrong with it. */
interface Found {
  operations: readonly Operation[]
  paths: readonly string[]
  outside: readonly string[]
  patch: PreparedPatch
}

async function find({ files }: ToolPlace, input: Input, found: Partial<Found>): Promise<void> {
  found.operations = operationsOf(input)
  found.paths = pathsOf(found.operations)
  found.outside = await outsideOf(files.root, found.paths)
  if (found.outside[0] !== undefined) throw pathEscapes(found.outside[0])
  for (const path of found.paths) await checkWritable(files, path)
  found.patch = await preparePatch(patchFiles(files), found.operations)
}

function operationsOf({ edits, patch, format }: Input): Operation[] {
  if ((edits === undefined) === (patch === undefined)) throw editsOrPatch()
  return edits ? parseEdits(edits) : parsePatch(patch!, format)
}

function pathsOf(operations: readonly Operation[]): string[] {
  const all = operations.flatMap((one) => (one.kind === 'change' && one.moveTo !== undefined ? [one.path, one.moveTo] : [one.path]))
  return [...new Set(all)]
}

function answerOf(changes: readonly PreparedChange[]) {
  const files = changes.map(({ path, change, from, additions, deletions, match }) => ({
    ...{ path, change, ...(from !== undefined && { from }) },
    ...{ additions, deletions, match },
  }))
  return { editedFiles: files.map(({ path }) => path), files }
}

type Summary = ReturnType<typeof answerOf> & { editCount: number }

async function tryOut({ runtime, files }: ToolPlace, summary: Summary): Promise<ToolAnswer> {
  const { digest } = await filesNow(runtime, files.root)
  return { output: { ...summary, digest }, wrote: false }
}

interface Applied {
  patch: PreparedPatch
  verifiers: readonly string[]
  summary: Summary
}

async function apply(place: ToolPlace, { patch, verifiers, summary }: Applied, acting: Acting): Promise<ToolAnswer> {
  const { effects } = patch
  const writing: Writing = { kind: 'patch', effects, verifiers, write: (files) => writePatch(files, effects) }
  const { id, digest_after: digest } = await writeFiles(place, writing, acting)
  return { output: { ...summary, digest, receiptId: id }, wrote: true, receiptId: id }
}
