import { labelOf } from './label.ts'

export const hookClients = ['claude-code', 'codex', 'generic'] as const

/** What a client's hook tells of; nothing of prompts, of tool input or of output gets beyond this. */
export type HookEvent =
  /** One that goes on after a pause, or with less in mind, is not new. */
  | { kind: 'session_start'; session: string; isNew: boolean }
  | { kind: 'session_end'; session: string }
  | { kind: 'tool'; session: string; tool: string; label: string; failed: boolean }
  /** What is known and says nothing about how the work went. */
  | { kind: 'passing' }
  | { kind: 'unknown' }

/** One JSON object from a client; nothing in it is trusted. */
type Payload = Readonly<Record<string, unknown>>

/** Reads what a client sends to its hooks: all of them name their events and fields as Claude Code does. */
export function readHook(payload: Payload): HookEvent {
  const session = textIn(payload, 'session_id').slice(0, 200)
  switch (textIn(payload, 'hook_event_name')) {
    case 'SessionStart':
      return { kind: 'session_start', session, isNew: !['resume', 'compact'].includes(textIn(payload, 'source')) }
    case 'SessionEnd':
      return { kind: 'session_end', session }
    case 'PostToolUseFailure':
      return payload.is_interrupt === true ? { kind: 'passing' } : toolEvent(payload, session, true)
    case 'PostToolUse':
      return used(payload, session)
    default:
      return { kind: 'unknown' }
  }
}

/** Some clients tell of failures by the same event, with the exit code in the answer; an answer that says nothing of how it went is passed over. */
function used(payload: Payload, session: string): HookEvent {
  const { tool_response: response } = payload
  if (isObject(response) && response.interrupted === true) return { kind: 'passing' }
  const exitCode = exitCodeIn(response)
  if (exitCode === undefined && isCodex(payload)) return { kind: 'passing' }
  return toolEvent(payload, session, (exitCode ?? 0) !== 0)
}

function exitCodeIn(response: unknown): number | undefined {
  if (typeof response === 'string') {
    const found = /^(?:Process exited with code|Exit code:) (\d{1,3})$/m.exec(response.slice(0, 500))
    return found ? Number(found[1]) : undefined
  }
  if (!isObject(response)) return undefined
  const code = response.exit_code ?? response.exitCode
  return typeof code === 'number' ? code : undefined
}

/** Codex alone names the turn. */
function isCodex(payload: Payload): boolean {
  return textIn(payload, 'turn_id') !== ''
}

function toolEvent(payload: Payload, session: string, failed: boolean): HookEvent {
  const tool = textIn(payload, 'tool_name')
  const label = labelOf(tool, isObject(payload.tool_input) ? payload.tool_input.command : undefined)
  return label === undefined ? { kind: 'passing' } : { kind: 'tool', session, tool, label, failed }
}

function textIn(payload: Payload, name: string): string {
  const value = payload[name]
  return typeof value === 'string' ? value : ''
}

export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
