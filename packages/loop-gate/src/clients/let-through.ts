import type { HookEvent, LetThrough } from './client.ts'
import { objectsOf, type Payload, textOf } from './payload.ts'

/** How the last message begins where the client itself failed; nobody can go on then. */
const clientErrors = [
  'api error',
  'unable to connect to api',
  'connection error',
  'request timed out',
  'overloaded',
  'context limit',
  'context window',
  'context length',
  'prompt is too long',
  'conversation too long',
  'rate limit',
  'rate_limit',
  'request rejected (429)',
  'too many requests',
  'usage limit',
  'claude usage limit',
  'claude ai usage limit',
  "you've hit your",
  "you've reached your",
  '5-hour limit',
  'weekly limit',
  'credit balance is too low',
  'quota exceeded',
  'you exceeded your current quota',
  'invalid api key',
  'not logged in',
  'please run /login',
  'please log in',
  'login expired',
  'oauth token',
  'authentication failed',
]

/** A longer message is work with an error in it, not an error. */
const longestError = 300

/** Why this stop must not be held whatever the judgement, as far as all clients say it alike. */
export function letThroughOf(payload: Payload, kind: HookEvent['kind'], lastMessage?: string): LetThrough | undefined {
  if (textOf(payload, 'permission_mode') === 'plan') return 'plan_mode'
  // What a subagent's stop lists here belongs to its parent.
  if (kind === 'stop' && objectsOf(payload, 'background_tasks').some(isUnfinished)) return 'background_task'
  if (kind === 'stop' && objectsOf(payload, 'session_crons').some(({ recurring }) => recurring === false)) return 'scheduled'
  return lastMessage !== undefined && isClientError(lastMessage) ? 'client_error' : undefined
}

function isUnfinished({ status }: Payload): boolean {
  return status === 'running' || status === 'pending'
}

function isClientError(message: string): boolean {
  const said = message.trim().replaceAll('’', "'").toLowerCase()
  return said.length <= longestError && clientErrors.some((error) => said.startsWith(error))
}
