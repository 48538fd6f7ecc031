import type { HookAnswer, HookEvent, Printed } from './client.ts'

/** Why the agent must go on; only a stop can be held, whatever was judged. */
export function reasonFor({ block }: HookAnswer, { kind }: HookEvent): string | undefined {
  return kind === 'stop' || kind === 'subagent_stop' ? block || undefined : undefined
}

/** The JSON of a client that has a place for what the person is told. */
export function withMessage(json: Printed['json'], { notice }: HookAnswer, { kind }: HookEvent): Printed {
  if (!notice) return { json }
  return kind === 'other' ? { json, stderr: notice } : { json: { ...json, systemMessage: notice } }
}

/** The same for one that has none. */
export function withStderr(json: Printed['json'], { notice }: HookAnswer): Printed {
  return notice ? { json, stderr: notice } : { json }
}

/** The form of most clients. */
export function blocked(reason: string | undefined, decision: 'block' | 'deny' = 'block'): Printed['json'] {
  return reason === undefined ? {} : { decision, reason }
}
