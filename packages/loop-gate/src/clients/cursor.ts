import type { Client, LetThrough } from './client.ts'
import { letThroughOf } from './let-through.ts'
import { commonOf, nameOf, type Payload } from './payload.ts'
import { blocked, reasonFor, withStderr } from './print.ts'

export const cursor: Client = {
  recognise: (payload) =>
    nameOf(payload, 'conversation_id', 'generation_id', 'cursor_version') !== undefined || Array.isArray(payload.workspace_roots),
  read(payload) {
    const common = commonOf(payload)
    const session = nameOf(payload, 'conversation_id') ?? common.session
    const letThrough = ended(payload) ?? letThroughOf(payload, common.kind, common.lastMessage)
    return { client: 'cursor', ...common, session, ...turnOf(payload), letThrough }
  },
  print(answer, event) {
    const reason = reasonFor(answer, event)
    if (reason === undefined) return withStderr({}, answer)
    // So spelled, the event came by a file of Claude's, whose answer is then understood too.
    const json = { followup_message: reason, ...(event.spelling === 'Stop' ? blocked(reason) : {}) }
    return withStderr(json, answer)
  },
}

/** What we sent begins a new generation too; only the count of those tells which one a person began. */
function turnOf(payload: Payload): { turn: string | undefined; active: boolean | undefined } {
  const { loop_count } = payload
  if (typeof loop_count !== 'number') return { turn: undefined, active: undefined }
  return { turn: nameOf(payload, 'generation_id'), active: loop_count > 0 }
}

function ended({ status }: Payload): LetThrough | undefined {
  return status === 'aborted' || status === 'error' ? status : undefined
}
