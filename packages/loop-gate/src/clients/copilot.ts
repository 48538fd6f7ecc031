import type { Client, HookEvent } from './client.ts'
import { letThroughOf } from './let-through.ts'
import { commonOf, kindOf, nameOf, type Payload, sourceOf, spellingOf } from './payload.ts'
import { blocked, reasonFor, withStderr } from './print.ts'

export const copilot: Client = {
  recognise: (payload) => stopReason(payload) !== undefined || isCamelCase(payload) || isStart(payload),
  read(payload) {
    const common = commonOf(payload)
    const kind = kindHere(payload)
    const agent = common.agent || (kind === 'subagent_stop' ? (agentName(payload) ?? '') : '')
    const source = kind === 'session_start' ? sourceOf(payload) : undefined
    return { client: 'copilot', ...common, kind, agent, source, letThrough: letThroughOf(payload, kind, common.lastMessage) }
  },
  print: (answer, event) => withStderr(blocked(reasonFor(answer, event)), answer),
}

function stopReason(payload: Payload): string | undefined {
  return nameOf(payload, 'stop_reason', 'stopReason')
}

function agentName(payload: Payload): string | undefined {
  return nameOf(payload, 'agent_name', 'agentName')
}

function isCamelCase(payload: Payload): boolean {
  return nameOf(payload, 'sessionId') !== undefined && typeof payload.timestamp === 'number'
}

/** In the spelling that it shares with VS Code, only the transcript is missing. */
function isStart(payload: Payload): boolean {
  const ours = nameOf(payload, 'timestamp') !== undefined && nameOf(payload, 'transcript_path') === undefined
  return kindOf(payload) === 'session_start' && nameOf(payload, 'session_id') !== undefined && ours
}

/** Its own spelling names no event, so that only what an event has tells which one it is. */
function kindHere(payload: Payload): HookEvent['kind'] {
  if (spellingOf(payload) !== '') return kindOf(payload)
  if (stopReason(payload) !== undefined) return agentName(payload) === undefined ? 'stop' : 'subagent_stop'
  return nameOf(payload, 'source') === undefined ? 'other' : 'session_start'
}
