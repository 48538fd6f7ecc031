import { resource } from 'loop-core'
import { loopControlText } from '../guide.ts'

export const systemPrompt = resource({
  name: 'gate_system_prompt',
  title: 'Block for a system prompt',
  summary: 'Put this into the system prompt of an agent, so that it asks before it stops.',
  roles: ['agent', 'orchestrator', 'user'],
  uri: 'loop://gate/system-prompt',
  mimeType: 'text/markdown',
  read: () => loopControlText,
})
