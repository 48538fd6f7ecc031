import { prompt } from 'loop-core'
import { loopControlText } from '../guide.ts'

export const loopControl = prompt({
  name: 'loop_control',
  title: 'Loop control',
  summary: 'Makes the agent ask should_continue before it ends any response.',
  roles: ['agent', 'orchestrator', 'user'],
  write: () => loopControlText,
})
