import type { ClientName } from '../words.ts'
import type { Payload } from './payload.ts'

/** What a client's hook says, in one shape for all of them. */
export interface HookEvent {
  client: ClientName
  kind: 'stop' | 'subagent_stop' | 'session_start' | 'other'
  /** The client's own session, or an empty text where it names none. */
  session: string
  /** The subagent, or an empty text. */
  agent: string
  /** The folder in which the client works; undefined where the payload names none. */
  cwd: string | undefined
  /** What tells one turn from the next; undefined where the payload has nothing of the kind. It begins a turn only where `active` is not true. */
  turn: string | undefined
  /** Whether the client says that it is already going on because of a hook; recorded and never trusted. */
  active: boolean | undefined
  lastMessage: string | undefined
  /** Why the client would be let through whatever the judgement, such as `aborted` or `plan_mode`. */
  letThrough: LetThrough | undefined
  /** How a session began; undefined where none began. */
  source: SessionSource | undefined
  /** The event as the client spells it, on which an answer may depend; an empty text where the payload names none. */
  spelling: string
}

export type SessionSource = 'startup' | 'clear' | 'fork' | 'resume' | 'compact'

export type LetThrough = 'aborted' | 'error' | 'plan_mode' | 'background_task' | 'scheduled' | 'client_error'

/** What the gate answers: nothing, a notice to the person, or why the agent must go on. */
export interface HookAnswer {
  /** The text for the agent; absent lets it go. */
  block?: string
  /** For the person; some clients have no place for it, and get it on stderr. */
  notice?: string
}

/** One client's own JSON, and what only stderr can carry. */
export interface Printed {
  json: Readonly<Record<string, unknown>>
  stderr?: string
}

/** What is known of one client: how its payloads look, what they say, and how it wants to be answered. */
export interface Client {
  recognise(payload: Payload): boolean
  read(payload: Payload): HookEvent
  print(answer: HookAnswer, event: HookEvent): Printed
}
