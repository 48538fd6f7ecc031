import { operation } from 'loop-core'
import { z } from 'zod'
import { runId } from '../../host/fields.ts'
import { runNotFound } from '../../run/refusals.ts'
import type { RuntimeDatabase } from '../../runtime.ts'
import { approvalsOf } from '../../storage/approvals.ts'
import { findRun, latestRun } from '../../storage/runs.ts'
import { RunView, runView } from '../../views/run.ts'

export const getRun = operation({
  name: 'get_run',
  title: 'Get a run',
  summary: 'How a run stands.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['GET /api/v1/runs/:run_id'],
  toolsets: ['repository'],
  input: z.object({ run_id: runId.optional().describe('Latest'), detail: z.enum(['summary', 'full']).default('summary') }),
  output: z.object({ run: RunView }),
  advertised: z.object({ run: z.looseObject({}) }),
  async run({ run_id, detail }, context) {
    const db = context.db as RuntimeDatabase
    const row = await (run_id === undefined ? latestRun(db) : findRun(db, run_id))
    if (row === undefined) throw runNotFound()
    const pending = (await approvalsOf(db, row.id)).find(({ state }) => state === 'pending')
    return { run: runView(row, pending, detail) }
  },
})
