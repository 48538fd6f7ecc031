import { resource } from 'loop-core'
import { guideText } from '../guide.ts'

export const guide = resource({
  name: 'gate_guide',
  title: 'How a stop is judged',
  summary: 'The rules of should_continue, and the ways out.',
  roles: ['agent', 'orchestrator', 'user'],
  uri: 'loop://gate/guide',
  mimeType: 'text/markdown',
  read: () => guideText,
})
