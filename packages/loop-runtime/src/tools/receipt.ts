import type { Runtime } from '../runtime.ts'
import { insertBlobs } from '../storage/blobs.ts'
import { insertReceipt } from '../storage/receipts.ts'
import type { BlobRow, ReceiptRow } from '../storage/tables.ts'
import { policySha256 } from '../task/policy-hash.ts'
import type { Acting, ToolPlace } from './tool.ts'

/** What every receipt says of who made it, where and when. */
export type ReceiptOrigin = Pick<ReceiptRow, 'id' | 'root' | 'run_id' | 'step' | 'started_at' | 'policy_sha256' | 'actor'>

export function originOf({ runtime, files, rules }: ToolPlace, id: string, run: Acting['run']): ReceiptOrigin {
  const who = { run_id: run?.id ?? null, step: run?.step ?? null, actor: runtime.actor }
  return { id, root: files.root, started_at: runtime.now().toISOString(), policy_sha256: policySha256(rules), ...who }
}

/** At most fifty, as a receipt keeps them. */
export function pathList(paths: readonly string[]): string {
  return JSON.stringify(paths.slice(0, 50))
}

/** Writes a receipt down with the bytes that it names; of what a command showed the log hears as well. */
export async function keepReceipt(runtime: Runtime, row: ReceiptRow, blobs: readonly BlobRow[] = []): Promise<void> {
  await runtime.transaction('write', async ({ db, emit }) => {
    await insertBlobs(db, blobs)
    await insertReceipt(db, row)
    const { id, kind, outcome, digest_after: digest, run_id } = row
    if (kind === 'patch' || kind === 'undo') return
    emit({ type: 'check.recorded', entity: id, details: { kind, outcome, digest, ...(run_id !== null && { run_id }) } })
  })
}
