import { z } from 'zod'
import type { WaiverRow } from './storage/tables.ts'

/** What a person said of a criterion: that it need not hold, or that it does. */
export const Waiver = z.object({
  id: z.string(),
  criterion: z.string(),
  kind: z.enum(['waived', 'confirmed']),
  scope_digest: z.string().nullable().describe('The content for which it holds; null if it holds until a time'),
  until: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
})

export function waiverOf({ id, criterion_id: criterion, kind, scope_digest, until, reason, by, at }: WaiverRow): z.output<typeof Waiver> {
  return { id, criterion, kind, scope_digest, until, reason, by, at }
}
