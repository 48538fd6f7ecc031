import { z } from 'zod'
import { approvalKinds } from '../gates/approval.ts'
import { type ApprovalRow, approvalStates } from '../storage/tables.ts'

/** A question to a person. */
export const ApprovalView = z.object({
  approval_id: z.string(),
  run_id: z.string(),
  kind: z.enum(approvalKinds),
  state: z.enum(approvalStates),
  preview: z.string(),
  scope: z.enum(['once', 'run']),
  comment: z.string().nullable(),
  requested_at: z.string(),
  answered_by: z.string().nullable(),
  answered_at: z.string().nullable(),
})

export function approvalView(row: ApprovalRow, longest = row.preview.length): z.input<typeof ApprovalView> {
  const { id, run_id, kind, state, preview, scope, comment, requested_at, answered_by, answered_at } = row
  const shown = preview.length > longest ? `${preview.slice(0, longest).toWellFormed()}\n(cut off here)` : preview
  return { approval_id: id, run_id, kind, state, preview: shown, scope, comment, requested_at, answered_by, answered_at }
}
