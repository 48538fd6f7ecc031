import type { Client } from './client.ts'
import { letThroughOf } from './let-through.ts'
import { commonOf, eventOf, kindOf, transcriptIsIn } from './payload.ts'
import { blocked, reasonFor, withMessage } from './print.ts'

export const gemini: Client = {
  recognise: (payload) => eventOf(payload) === 'afteragent' || (kindOf(payload) === 'session_start' && transcriptIsIn(payload, '.gemini')),
  read(payload) {
    const common = commonOf(payload)
    return { client: 'gemini', ...common, letThrough: letThroughOf(payload, common.kind, common.lastMessage) }
  },
  print: (answer, event) => withMessage(blocked(reasonFor(answer, event), 'deny'), answer, event),
}
