import type { Client } from './client.ts'
import { letThroughOf } from './let-through.ts'
import { commonOf, kindOf, nameOf } from './payload.ts'
import { blocked, reasonFor, withMessage } from './print.ts'

export const vscode: Client = {
  recognise: (payload) =>
    nameOf(payload, 'hookEventName') !== undefined || (payload.timestamp !== undefined && kindOf(payload) !== 'other'),
  read(payload) {
    const common = commonOf(payload)
    return { client: 'vscode', ...common, letThrough: letThroughOf(payload, common.kind, common.lastMessage) }
  },
  print(answer, event) {
    const json = blocked(reasonFor(answer, event))
    const isStop = event.kind === 'stop' && json.decision !== undefined
    // It has read the answer in either place, by its version.
    return withMessage(isStop ? { ...json, hookSpecificOutput: { hookEventName: 'Stop', ...json } } : json, answer, event)
  },
}
