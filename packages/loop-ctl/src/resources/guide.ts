import { resource } from 'loop-core'
import { guideText } from '../guide.ts'

export const guide = resource({
  name: 'ctl_guide',
  title: 'How stories are verified',
  summary: 'Both statuses, who takes which step, and what a refusal means.',
  roles: ['user', 'orchestrator', 'agent'],
  uri: 'ctl://guide',
  mimeType: 'text/markdown',
  read: () => guideText,
})
