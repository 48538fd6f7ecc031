import type { Client } from './client.ts'
import { letThroughOf } from './let-through.ts'
import { commonOf, folderOf, kindOf, nameOf, type Payload, spellingOf, transcriptIsIn } from './payload.ts'
import { blocked, reasonFor, withMessage } from './print.ts'

export const codex: Client = {
  recognise: (payload) => nameOf(payload, 'turn_id') !== undefined || isOldStop(payload) || isStart(payload),
  read(payload) {
    const common = commonOf(payload)
    return { client: 'codex', ...common, letThrough: letThroughOf(payload, common.kind, common.lastMessage) }
  },
  // A key that it does not know makes it refuse the whole answer.
  print: (answer, event) => withMessage(blocked(reasonFor(answer, event)), answer, event),
}

function isOldStop(payload: Payload): boolean {
  return spellingOf(payload) === 'stop' && nameOf(payload, 'session_id') !== undefined && folderOf(payload) !== undefined
}

/** No turn has begun then. */
function isStart(payload: Payload): boolean {
  return kindOf(payload) === 'session_start' && transcriptIsIn(payload, '.codex')
}
