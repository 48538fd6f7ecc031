import { resource } from 'loop-core'
import { guideText } from '../guide.ts'

export const guide = resource({
  name: 'queue_guide',
  title: 'How the queue works',
  summary: 'Words, work order and the way of a task.',
  roles: ['user', 'orchestrator', 'agent'],
  uri: 'queue://guide',
  mimeType: 'text/markdown',
  read: () => guideText,
})
