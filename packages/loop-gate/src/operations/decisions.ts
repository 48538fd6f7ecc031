import { LoopError, operation, type TransactionContext, text, time } from 'loop-core'
import { z } from 'zod'
import { GateConfig } from '../config.ts'
import { folderOfDecisions } from '../stop/folder-of-decisions.ts'
import { countDecisions, findDecision, selectDecisions } from '../storage/decisions.ts'
import type { DecisionRow } from '../storage/tables.ts'
import { DecisionLine, decisionLine } from '../views/decision.ts'
import { outcomes } from '../words.ts'

const usualLimit = 20

export const listDecisions = operation({
  name: 'list_decisions',
  title: 'List decisions',
  summary: 'Decisions about stops in this folder, the newest first. get_decision gives all of one.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/gate/decisions'],
  command: 'decisions',
  input: z.object({
    session: text(200).optional(),
    outcome: z.enum(outcomes).optional(),
    since: time().optional(),
    limit: z.int().min(1).max(100).optional(),
    cursor: text(64).optional(),
  }),
  output: z.object({
    decisions: z.array(DecisionLine),
    omitted: z.int().describe('How many older ones there are'),
    cursor: z.string().optional().describe('For the next page, where there is one'),
  }),
  advertised: z.object({ decisions: z.array(z.looseObject({})), cursor: z.string().optional() }),
  async run({ session, outcome, since, limit = usualLimit, cursor }, { db, config }) {
    const before = cursor === undefined ? undefined : await placeOf(db, cursor)
    const workspace_id = await folderOfDecisions(db, config(GateConfig))
    const filter = { workspace_id, session, outcome, since: since && momentOf(since), before }
    const rows = await selectDecisions(db, filter, limit)
    const last = rows.at(-1)
    const omitted = last === undefined ? 0 : await countDecisions(db, { ...filter, before: last })
    return { decisions: rows.map(decisionLine), omitted, ...(omitted > 0 && { cursor: last!.id }) }
  },
})

function momentOf(time: string): string {
  const moment = new Date(time)
  if (!Number.isNaN(moment.getTime())) return moment.toISOString()
  throw new LoopError('invalid_input', 'since: must be a time, such as 2026-01-05T12:00:00Z.')
}

/** A page begins behind the last decision of the page before. */
async function placeOf(db: TransactionContext['db'], cursor: string): Promise<DecisionRow> {
  const row = await findDecision(db, cursor)
  if (row) return row
  throw new LoopError('invalid_input', 'cursor: must be that of the page before.', {
    code: 'bad_cursor',
    hints: ['Leave it out to begin anew.'],
  })
}
