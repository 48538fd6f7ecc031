import { operation } from 'loop-core'
import { z } from 'zod'
import { cursor, limit, runId } from '../../host/fields.ts'
import type { RuntimeDatabase } from '../../runtime.ts'
import { listApprovals as select } from '../../storage/run-lists.ts'
import { approvalStates } from '../../storage/tables.ts'
import { ApprovalView, approvalView } from '../../views/approval.ts'
import { pageOf, placeIn } from '../../views/page.ts'

/** Of a preview, in a list. */
const mostCharacters = 2_000

export const listApprovals = operation({
  name: 'list_approvals',
  title: 'List approvals',
  summary: 'What runs ask of people, the newest first.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/runtime/approvals'],
  command: 'approval list',
  toolsets: ['runs'],
  input: z.object({ run_id: runId.optional(), state: z.enum(approvalStates).optional(), limit, cursor }),
  output: z.object({ approvals: z.array(ApprovalView), cursor: z.string().optional() }),
  advertised: z.object({ approvals: z.array(z.looseObject({})), cursor: z.string().optional() }),
  async run({ run_id, state, limit, cursor }, context) {
    const rows = await select(context.db as RuntimeDatabase, { runId: run_id, state, behind: placeIn(cursor) }, limit + 1)
    const { page, ...rest } = pageOf(rows, limit, ({ requested_at, id }) => ({ at: requested_at, id }))
    return { approvals: page.map((row) => approvalView(row, mostCharacters)), ...rest }
  },
})
