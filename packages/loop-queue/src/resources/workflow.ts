import { resource } from 'loop-core'
import { z } from 'zod'
import { workflowNames, workflowText } from '../workflows.ts'

export const workflow = resource({
  name: 'queue_workflow',
  title: 'Workflow',
  summary: 'One way of working with the queue, step by step.',
  roles: ['user', 'orchestrator', 'agent'],
  uri: 'queue://workflows/{workflow}',
  mimeType: 'text/markdown',
  parameters: z.object({ workflow: z.enum(workflowNames) }),
  read: ({ workflow }) => workflowText(workflow),
})
