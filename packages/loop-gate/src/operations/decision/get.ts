import { operation, text } from 'loop-core'
import { z } from 'zod'
import { readDecision, WholeDecision } from '../../views/decision.ts'

export const getDecision = operation({
  name: 'get_decision',
  title: 'Get a decision',
  summary: 'All that was kept of one decision: what was judged, by which receipts, and what the agent said.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/gate/decisions/:id'],
  input: z.object({ id: text(64, 1).describe('An id, or last') }),
  output: WholeDecision,
  advertised: z.object({ id: z.string() }),
  run: ({ id }, context) => readDecision(id, context),
})
