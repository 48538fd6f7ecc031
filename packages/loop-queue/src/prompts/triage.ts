import { prompt } from 'loop-core'
import { tasksText, untriagedText, workspaceText } from '../present-state.ts'
import { around } from './around.ts'

export const queueTriage = prompt({
  name: 'queue_triage',
  title: 'Triage the queue',
  summary: 'Go through what came in: what it is, how urgent, approved or not.',
  roles: ['user', 'orchestrator', 'agent'],
  write: (_, context) =>
    around('triage', context, [workspaceText, (inner) => tasksText(inner, 'Open tasks in no loop', { status: 'open' }), untriagedText]),
})
