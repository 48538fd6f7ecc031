import { resource } from 'loop-core'
import { getNextWork } from '../operations/next.ts'
import { json } from './json.ts'

export const nextWork = resource({
  name: 'queue_next',
  title: 'Next work',
  summary: 'The first ready task of the first loop, and why.',
  roles: ['user', 'orchestrator', 'agent'],
  uri: 'queue://next',
  mimeType: 'application/json',
  read: (_, context) => context.transaction((inner) => json(getNextWork.run({}, inner))),
})
