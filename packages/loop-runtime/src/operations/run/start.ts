import { operation, text } from 'loop-core'
import { z } from 'zod'
import { beginJobRun } from '../../host/begin-host-run.ts'
import { beginning } from '../../host/fields.ts'
import { runStatuses } from '../../words.ts'

export const startRun = operation({
  name: 'start_run',
  title: 'Start a run',
  summary: 'Start a run that this server drives with a model of its own; answers at once. get_run says how it stands.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  toolsets: ['runs'],
  hints: { destructiveHint: false },
  input: beginning.extend({ model: text(200, 1).optional().describe('One that the operator lists') }),
  output: z.object({ run_id: z.string(), status: z.enum(runStatuses) }),
  async run(asked, context) {
    const { row } = await beginJobRun(context, asked)
    return { run_id: row.id, status: row.status }
  },
})
