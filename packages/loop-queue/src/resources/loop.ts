import { resource } from 'loop-core'
import { z } from 'zod'
import * as field from '../fields.ts'
import { getLoop } from '../operations/loop/get.ts'
import { json } from './json.ts'

export const oneLoop = resource({
  name: 'queue_loop',
  title: 'Loop',
  summary: 'One loop with its tasks and comments.',
  roles: ['user', 'orchestrator', 'agent'],
  uri: 'queue://loops/{loop_id}',
  mimeType: 'application/json',
  parameters: z.object({ loop_id: field.loopId }),
  read: (parameters, context) => context.transaction((inner) => json(getLoop.run(parameters, inner))),
})
