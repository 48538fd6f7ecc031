import { sha256 } from '../sha256.ts'
import type { HookEvent, SessionSource } from './client.ts'

/** One JSON object from a client. Nothing in it is trusted, and no text of it is ever shown to anybody. */
export type Payload = Readonly<Record<string, unknown>>

const limits = { name: 200, path: 4_096, message: 10_000 }

/** A variable that a client was to fill in and did not. */
const unfilled = /^\$\{[^}]*\}$/

/** The first of these keys that holds a text; an empty one says nothing, as one that nobody filled in. */
export function textOf(payload: Payload, ...keys: readonly string[]): string | undefined {
  return keys.map((key) => payload[key]).find(isText)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !unfilled.test(value)
}

/** The same for what only has to be known again. */
export function nameOf(payload: Payload, ...keys: readonly string[]): string | undefined {
  return textOf(payload, ...keys)?.slice(0, limits.name)
}

/** A door that can only pass texts sends `"true"`. */
function flagOf(payload: Payload, ...keys: readonly string[]): boolean | undefined {
  const value = keys.map((key) => payload[key]).find((each) => each !== undefined)
  if (typeof value === 'boolean') return value
  return value === 'true' ? true : value === 'false' ? false : undefined
}

/** The objects in a list, which may come as JSON text. */
export function objectsOf(payload: Payload, key: string): Payload[] {
  const value = payload[key]
  const list = typeof value === 'string' ? jsonOf(value) : value
  return Array.isArray(list) ? list.filter(isObject) : []
}

/** What a text says as JSON, or undefined. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The event as the client spells it. */
export function spellingOf(payload: Payload): string {
  return nameOf(payload, 'hook_event_name', 'hookEventName') ?? ''
}

/** The event without case and underscores, such as `subagentstop`. */
export function eventOf(payload: Payload): string {
  return spellingOf(payload).toLowerCase().replaceAll('_', '')
}

const kinds: Readonly<Record<string, HookEvent['kind']>> = {
  stop: 'stop',
  agentstop: 'stop',
  afteragent: 'stop',
  subagentstop: 'subagent_stop',
  sessionstart: 'session_start',
}

export function kindOf(payload: Payload): HookEvent['kind'] {
  const event = eventOf(payload)
  return Object.hasOwn(kinds, event) ? kinds[event]! : 'other'
}

/** A path that is cut off would be another path, so a long one counts as none. */
function pathOf(value: unknown): string | undefined {
  return isText(value) && value.length <= limits.path && !value.includes('\0') ? value : undefined
}

export function folderOf(payload: Payload): string | undefined {
  const roots = payload.workspace_roots
  return pathOf(payload.cwd) ?? pathOf(Array.isArray(roots) ? roots[0] : undefined)
}

/** The client's own name for the turn, or else what the person asked in it. */
function turnOf(payload: Payload): string | undefined {
  const id = nameOf(payload, 'prompt_id', 'turn_id')
  const prompt = textOf(payload, 'prompt')
  if (id !== undefined || prompt === undefined) return id
  return sha256(prompt).slice(0, 32)
}

const sources: readonly SessionSource[] = ['startup', 'clear', 'fork', 'resume', 'compact']

/** A word that nobody knows counts as going on: a new baseline would forgive what was changed before it. */
export function sourceOf(payload: Payload): SessionSource {
  const source = textOf(payload, 'source') ?? 'new'
  return source === 'new' ? 'startup' : (sources.find((each) => each === source) ?? 'resume')
}

/** What all clients say alike; each adds what it says in its own way. */
export function commonOf(payload: Payload): Omit<HookEvent, 'client' | 'letThrough'> {
  const kind = kindOf(payload)
  return {
    kind,
    session: nameOf(payload, 'session_id', 'sessionId') ?? '',
    agent: nameOf(payload, 'agent_id', 'agentId') ?? '',
    cwd: folderOf(payload),
    turn: turnOf(payload),
    active: flagOf(payload, 'stop_hook_active', 'stopHookActive'),
    lastMessage: textOf(payload, 'last_assistant_message', 'prompt_response')?.slice(0, limits.message),
    source: kind === 'session_start' ? sourceOf(payload) : undefined,
    spelling: spellingOf(payload),
  }
}

/** Whether the transcript lies in this folder of a client; the start of a session names little else that tells clients apart. */
export function transcriptIsIn(payload: Payload, folder: string): boolean {
  return (textOf(payload, 'transcript_path') ?? '').split(/[\\/]/).includes(folder)
}
