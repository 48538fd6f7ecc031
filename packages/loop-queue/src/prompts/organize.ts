import { prompt } from 'loop-core'
import { queueText, tasksText, workspaceText } from '../present-state.ts'
import { around } from './around.ts'

export const queueOrganize = prompt({
  name: 'queue_organize',
  title: 'Organize the queue',
  summary: 'Group approved tasks into loops and put the loops in order.',
  roles: ['user', 'orchestrator', 'agent'],
  write: (_, context) =>
    around('organize', context, [
      workspaceText,
      (inner) => tasksText(inner, 'Approved tasks in no loop', { status: 'approved' }),
      queueText,
    ]),
})
