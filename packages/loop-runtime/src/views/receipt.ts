import { z } from 'zod'
import { lastCharacters } from '../commands/capture-output.ts'
import { commandLimits } from '../commands/command-limits.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { readBlob } from '../storage/blobs.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import type { CommandOutput } from '../tools/command-output.ts'
import { commandOutcomes, receiptKinds } from '../words.ts'

const Stream = z.object({ bytes: z.number(), sha256: z.string(), truncated: z.boolean(), tail: z.string().nullable() })

/** All that is kept of one command, patch or undo. */
export const ReceiptView = z.object({
  receipt_id: z.string(),
  kind: z.enum(receiptKinds),
  name: z.string().nullable(),
  command: z.string(),
  command_sha256: z.string(),
  outcome: z.enum(commandOutcomes),
  exit_code: z.number().nullable(),
  signal: z.string().nullable(),
  tests: z.looseObject({}).nullable(),
  started_at: z.string(),
  duration_ms: z.number(),
  stdout: Stream.nullable(),
  stderr: Stream.nullable(),
  digest_before: z.string().nullable(),
  digest_after: z.string().nullable(),
  wrote: z.array(z.string()),
  verifiers: z.array(z.string()),
  sandbox: z.looseObject({}).nullable(),
  policy_sha256: z.string().nullable(),
  actor: z.string(),
  run_id: z.string().nullable(),
  step: z.number().nullable(),
})

export async function receiptView(db: RuntimeDatabase, row: ReceiptRow): Promise<z.input<typeof ReceiptView>> {
  const { id, root: _, effects: __, output, tests, wrote, verifiers, sandbox, ...rest } = row
  const streams = output === null ? undefined : (JSON.parse(output) as CommandOutput)
  return {
    ...rest,
    receipt_id: id,
    tests: tests && JSON.parse(tests),
    stdout: streams ? await streamOf(db, streams.stdout) : null,
    stderr: streams ? await streamOf(db, streams.stderr) : null,
    wrote: JSON.parse(wrote),
    verifiers: JSON.parse(verifiers),
    sandbox: sandbox && JSON.parse(sandbox),
  }
}

/** What was printed may no longer be kept; its size and hash always are. */
async function streamOf(db: RuntimeDatabase, stream: CommandOutput['stdout']): Promise<z.input<typeof Stream>> {
  const bytes = await readBlob(db, stream.sha256)
  return { ...stream, tail: bytes === undefined ? null : lastCharacters(bytes.toString('utf8'), commandLimits.tailCharacters) }
}
