import { resource, text } from 'loop-core'
import { z } from 'zod'
import { readReceipt } from '../views/receipt.ts'

export const oneReceipt = resource({
  name: 'gate_receipt',
  title: 'Receipt',
  summary: 'All that was kept of one run of a check, with the end of its output.',
  roles: ['agent', 'orchestrator', 'user'],
  uri: 'loop://gate/receipts/{id}',
  mimeType: 'application/json',
  parameters: z.object({ id: text(64, 1) }),
  read: ({ id }, context) => context.transaction(async (inner) => JSON.stringify(await readReceipt(id, inner), null, 2)),
})
