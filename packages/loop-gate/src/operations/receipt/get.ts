import { operation, text } from 'loop-core'
import { z } from 'zod'
import { readReceipt, WholeReceipt } from '../../views/receipt.ts'

export const getReceipt = operation({
  name: 'get_receipt',
  title: 'Get a receipt',
  summary: 'All that was kept of one run of a check, with the end of its output.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/gate/receipts/:id'],
  input: z.object({ id: text(64, 1) }),
  output: WholeReceipt,
  advertised: z.object({ id: z.string() }),
  run: ({ id }, context) => readReceipt(id, context),
})
