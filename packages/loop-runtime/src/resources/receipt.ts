import { type EffectContext, LoopError, resource, text } from 'loop-core'
import { z } from 'zod'
import { getCheckReceipt } from '../operations/receipt/get.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { readBlob } from '../storage/blobs.ts'
import { findReceipt } from '../storage/receipts.ts'
import type { CommandOutput } from '../tools/command-output.ts'
import { receiptNotFound } from '../tools/refusals.ts'

const common = {
  roles: ['agent', 'orchestrator', 'user'] as const,
  parameters: z.object({ receipt_id: text(64, 1) }),
}

export const oneReceipt = resource({
  ...common,
  name: 'runtime_receipt',
  title: 'Receipt of a check',
  summary: 'What one command, patch or undo showed and did.',
  uri: 'loop://runtime/receipts/{receipt_id}',
  mimeType: 'application/json',
  read: (named, context) => context.transaction(async (inner) => JSON.stringify(await getCheckReceipt.run(named, inner), null, 2)),
})

export const receiptStdout = outputResource('stdout')
export const receiptStderr = outputResource('stderr')

function outputResource(stream: 'stdout' | 'stderr') {
  return resource({
    ...common,
    name: `runtime_receipt_${stream}`,
    title: `${stream} of a check`,
    summary: `All that is kept of what a command wrote to ${stream}: its last mebibyte.`,
    uri: `loop://runtime/receipts/{receipt_id}/${stream}`,
    mimeType: 'text/plain',
    read: ({ receipt_id }, context) => outputOf(receipt_id, stream, context),
  })
}

async function outputOf(id: string, stream: 'stdout' | 'stderr', { transaction }: EffectContext): Promise<string> {
  const bytes = await transaction(async ({ db }) => {
    const receipt = await findReceipt(db as RuntimeDatabase, id)
    if (receipt === undefined) throw receiptNotFound(id)
    return receipt.output === null
      ? undefined
      : readBlob(db as RuntimeDatabase, (JSON.parse(receipt.output) as CommandOutput)[stream].sha256)
  })
  if (bytes === undefined) throw outputNotKept(id)
  return bytes.toString('utf8')
}

function outputNotKept(id: string): LoopError {
  return new LoopError('not_found', `No output is kept of the receipt ${id}.`, {
    code: 'output_not_kept',
    hints: [`Read loop://runtime/receipts/${id}: it says what was run or changed, and the size and hash of each output.`],
  })
}
