import type { Client } from './client.ts'
import { letThroughOf } from './let-through.ts'
import { commonOf, eventOf, nameOf } from './payload.ts'
import { blocked, reasonFor, withMessage } from './print.ts'

const events: readonly string[] = ['stop', 'subagentstop', 'sessionstart', 'stopfailure']

export const claude: Client = {
  recognise: (payload) => events.includes(eventOf(payload)) && nameOf(payload, 'session_id') !== undefined,
  read(payload) {
    const common = commonOf(payload)
    return { client: 'claude', ...common, letThrough: letThroughOf(payload, common.kind, common.lastMessage) }
  },
  print: (answer, event) => withMessage(blocked(reasonFor(answer, event)), answer, event),
}
