import { z } from 'zod'
import { time } from '../text.ts'

/** An agent: what acts with a key of role agent or orchestrator. */
export const Agent = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(['implementer', 'orchestrator']),
  member_id: z.string().nullable().describe('The person it belongs to'),
  created_at: time(),
})
