import { prompt } from 'loop-core'
import { z } from 'zod'
import * as field from '../fields.ts'
import { workspaceText, workText } from '../present-state.ts'
import { around } from './around.ts'

export const queueImplement = prompt({
  name: 'queue_implement',
  title: 'Implement the next task',
  summary: 'Take the next ready task, of one loop or of the first that has one, and do it.',
  roles: ['user', 'orchestrator', 'agent'],
  arguments: z.object({ loop_id: field.loopId.optional().describe('Only this loop') }),
  write: ({ loop_id }, context) => around('implement', context, [workspaceText, (inner) => workText(inner, loop_id)]),
})
