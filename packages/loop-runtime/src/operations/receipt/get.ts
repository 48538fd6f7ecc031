import { operation, text } from 'loop-core'
import { z } from 'zod'
import type { RuntimeDatabase } from '../../runtime.ts'
import { findReceipt } from '../../storage/receipts.ts'
import { receiptNotFound } from '../../tools/refusals.ts'
import { ReceiptView, receiptView } from '../../views/receipt.ts'

export const getCheckReceipt = operation({
  name: 'get_check_receipt',
  title: 'Get the receipt of a check',
  summary: 'What one command, patch or undo showed and did, with the end of its output.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  tool: false,
  rest: ['GET /api/v1/runtime/receipts/:receipt_id'],
  command: 'receipt get',
  input: z.object({ receipt_id: text(64, 1) }),
  output: z.object({ receipt: ReceiptView }),
  async run({ receipt_id }, context) {
    const db = context.db as RuntimeDatabase
    const row = await findReceipt(db, receipt_id)
    if (row === undefined) throw receiptNotFound(receipt_id)
    return { receipt: await receiptView(db, row) }
  },
})
