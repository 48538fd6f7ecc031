import type { Client } from './client.ts'
import { commonOf } from './payload.ts'
import { withStderr } from './print.ts'

/** Whoever nobody knows is never held, since nobody knows how it would take that. */
export const unknown: Client = {
  recognise: () => true,
  read: (payload) => ({ client: 'unknown', ...commonOf(payload), kind: 'other', source: undefined, letThrough: undefined }),
  print: (answer) => withStderr({}, answer),
}
