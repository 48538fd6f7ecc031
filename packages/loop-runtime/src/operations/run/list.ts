import { operation } from 'loop-core'
import { z } from 'zod'
import { cursor, limit, workspace } from '../../host/fields.ts'
import type { RuntimeDatabase } from '../../runtime.ts'
import { listRuns as select } from '../../storage/run-lists.ts'
import { pageOf, placeIn } from '../../views/page.ts'
import { RunLine, runLine } from '../../views/run.ts'
import { runStatuses } from '../../words.ts'

export const listRuns = operation({
  name: 'list_runs',
  title: 'List runs',
  summary: 'Runs, the newest first. get_run says more of one.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/runs'],
  command: 'run list',
  toolsets: ['runs'],
  input: z.object({ status: z.enum(runStatuses).optional(), workspace, limit, cursor }),
  output: z.object({ runs: z.array(RunLine), cursor: z.string().optional() }),
  advertised: z.object({ runs: z.array(z.looseObject({})), cursor: z.string().optional() }),
  async run({ limit, cursor, ...filter }, context) {
    const rows = await select(context.db as RuntimeDatabase, { ...filter, behind: placeIn(cursor) }, limit + 1)
    const { page, ...rest } = pageOf(rows, limit, ({ created_at, id }) => ({ at: created_at, id }))
    return { runs: page.map(runLine), ...rest }
  },
})
