import { resource } from 'loop-core'
import { getLoopQueue } from '../operations/queue.ts'
import { json } from './json.ts'

export const queueInOrder = resource({
  name: 'queue_in_order',
  title: 'The queue',
  summary: 'The active loops in the order in which they are worked on.',
  roles: ['user', 'orchestrator', 'agent'],
  uri: 'queue://queue',
  mimeType: 'application/json',
  read: (_, context) => context.transaction((inner) => json(getLoopQueue.run({}, inner))),
})
