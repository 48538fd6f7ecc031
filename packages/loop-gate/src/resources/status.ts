import { resource } from 'loop-core'
import { statusHere } from '../views/status-here.ts'

export const status = resource({
  name: 'gate_status',
  title: 'Gate status',
  summary: 'What a stop in this folder would be judged by now.',
  roles: ['agent', 'orchestrator', 'user'],
  uri: 'loop://gate/status',
  mimeType: 'application/json',
  read: async (_, context) => JSON.stringify(await statusHere(context), null, 2),
})
