import { prompt } from 'loop-core'
import { queueText, statsText, tasksText, workspaceText } from '../present-state.ts'
import { around } from './around.ts'

export const queueManage = prompt({
  name: 'queue_manage',
  title: 'Manage the queue',
  summary: 'Find what is stuck, put it right, and ship what is done.',
  roles: ['user', 'orchestrator', 'agent'],
  write: (_, context) =>
    around('manage', context, [
      workspaceText,
      statsText,
      queueText,
      (inner) => tasksText(inner, 'Dead tasks', { view: 'dead' }),
      (inner) => tasksText(inner, 'Stale claims', { view: 'stale' }),
      (inner) => tasksText(inner, 'Unfinished tasks of shipped loops', { view: 'stranded' }),
    ]),
})
