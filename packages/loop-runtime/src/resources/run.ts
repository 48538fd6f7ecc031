import { resource } from 'loop-core'
import { z } from 'zod'
import { runId } from '../host/fields.ts'
import { getRun } from '../operations/run/get.ts'

export const oneRun = resource({
  name: 'runtime_run',
  title: 'Run',
  summary: 'All that is known of how a run stands: its counters, criteria and budget.',
  roles: ['agent', 'orchestrator', 'user'],
  uri: 'loop://runtime/runs/{run_id}',
  mimeType: 'application/json',
  parameters: z.object({ run_id: runId }),
  read: ({ run_id }, context) =>
    context.transaction(async (inner) => JSON.stringify(await getRun.run({ run_id, detail: 'full' }, inner), null, 2)),
})
