import { operation } from 'loop-core'
import { z } from 'zod'
import { limit, runId } from '../../host/fields.ts'
import { runNotFound } from '../../run/refusals.ts'
import { traceTypes } from '../../run/trace-types.ts'
import type { RuntimeDatabase } from '../../runtime.ts'
import { listEvents } from '../../storage/run-lists.ts'
import { findRun } from '../../storage/runs.ts'
import { eventLine } from '../../views/event.ts'

export const listRunEvents = operation({
  name: 'list_run_events',
  title: 'List the events of a run',
  summary: 'The trace of a run in order. after is the seq of the last event that you have.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/runs/:run_id/events'],
  command: 'run events',
  toolsets: ['runs'],
  input: z.object({
    run_id: runId,
    after: z.int().min(0).max(2_147_483_647).default(0),
    types: z.array(z.enum(traceTypes)).min(1).max(traceTypes.length).optional(),
    limit,
  }),
  output: z.object({
    events: z.array(z.object({ seq: z.int(), type: z.string(), at: z.string(), payload: z.looseObject({}) })),
    after: z.int().optional().describe('For the next page, where there is one'),
  }),
  advertised: z.object({ events: z.array(z.looseObject({})), after: z.int().optional() }),
  async run({ run_id, after, types, limit }, context) {
    const db = context.db as RuntimeDatabase
    if ((await findRun(db, run_id)) === undefined) throw runNotFound()
    const rows = await listEvents(db, { runId: run_id, after, types }, limit + 1)
    const page = rows.slice(0, limit)
    return { events: page.map(eventLine), ...(rows.length > limit && { after: page.at(-1)!.seq }) }
  },
})
