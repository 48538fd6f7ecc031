import { operation } from 'loop-core'
import { z } from 'zod'
import { viewQueue } from '../../queue.ts'
import { databaseTime, miscounted, poisoned, stranded } from '../../storage/checks.ts'

const shown = 20

const Tasks = z.array(z.object({ id: z.string(), title: z.string() }))

export const checkQueue = operation({
  name: 'check_queue',
  title: 'Check queue',
  summary: 'What is wrong in the queue, at most 20 tasks of each kind. doctor asks for it.',
  kind: 'read',
  roles: ['user', 'orchestrator'],
  rest: ['GET /api/v1/queue/check'],
  command: 'workspace check',
  tool: false,
  input: z.object({}),
  output: z.object({
    miscounted: Tasks,
    poisoned: Tasks,
    stranded: Tasks,
    clock_seconds: z.number().describe('How far the clock here is ahead of that of the database'),
  }),
  async run(_, context) {
    const { db, workspace } = await viewQueue(context)
    const ahead = context.now().getTime() - (await databaseTime(db)).getTime()
    return {
      miscounted: await miscounted(db, workspace.id, shown),
      poisoned: await poisoned(db, workspace.id, shown),
      stranded: await stranded(db, workspace.id, shown),
      clock_seconds: Math.round(ahead / 100) / 10,
    }
  },
})
