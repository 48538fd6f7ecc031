import { filesNow } from '../evidence/files-now.ts'
import type { PatchFiles } from '../patch/patch-files.ts'
import type { FileEffect } from '../patch/prepared.ts'
import { insertBlobs } from '../storage/blobs.ts'
import { storedEffects } from '../storage/effects.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import { sha256 } from '../task/policy-hash.ts'
import { usualWaitMs, withLease } from './lease.ts'
import { patchFiles } from './patch-files.ts'
import { keepReceipt, originOf, pathList } from './receipt.ts'
import type { Acting, ToolPlace } from './tool.ts'

/** One writing of files: a patch, or the undoing of one. */
export interface Writing {
  kind: 'patch' | 'undo'
  /** The receipt of the patch that is taken back. */
  undoes?: string
  /** What each file becomes. */
  effects: readonly FileEffect[]
  verifiers?: readonly string[]
  write(files: PatchFiles): Promise<void>
}

/** Nobody writes files for longer, however many they are. */
const timeoutMs = 60_000

/** Writes files while nobody else does anything in the root, and keeps the receipt; what was there before is kept first. */
export async function writeFiles(place: ToolPlace, writing: Writing, { run, signal }: Acting): Promise<ReceiptRow> {
  const { runtime, files, leaseWaitMs: waitMs = usualWaitMs } = place
  const { text, blobs } = await storedEffects(writing.effects, runtime.now())
  await runtime.transaction('write', ({ db }) => insertBlobs(db, blobs))
  const id = runtime.newId()
  const lease = { root: files.root, id, what: `a ${writing.kind}`, key: id, run: run?.id, timeoutMs, signal, waitMs }
  return withLease(runtime, lease, async () => {
    const origin = originOf(place, id, run)
    const [startedAt, before] = [performance.now(), await filesNow(runtime, files.root, signal)]
    await writing.write(patchFiles(files))
    const after = await filesNow(runtime, files.root)
    const digests = { digest_before: before.digest, digest_after: after.digest }
    const row = { ...origin, ...digests, duration_ms: Math.round(performance.now() - startedAt) }
    const receipt = receiptOf(row, writing, text)
    await keepReceipt(runtime, receipt)
    return receipt
  })
}

type Known = Pick<
  ReceiptRow,
  'id' | 'root' | 'run_id' | 'step' | 'started_at' | 'policy_sha256' | 'actor' | 'digest_before' | 'digest_after' | 'duration_ms'
>

function receiptOf(known: Known, { kind, undoes, effects, verifiers = [] }: Writing, stored: string): ReceiptRow {
  return {
    ...known,
    ...{ kind, name: undoes ?? null, command: '', command_sha256: sha256('') },
    ...{ outcome: 'passed', exit_code: null, signal: null, tests: null, output: null, sandbox: null },
    wrote: pathList(effects.map(({ path }) => path)),
    verifiers: pathList(verifiers),
    effects: stored,
  }
}
