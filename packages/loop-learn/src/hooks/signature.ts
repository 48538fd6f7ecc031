import { createHash } from 'node:crypto'
import type { SignalKey } from '../storage/signals.ts'

/** By what a call of a tool is known again within a session of a client. */
export function signalKeyOf({ session, tool, label }: { session: string; tool: string; label: string }): SignalKey {
  const signature = createHash('sha256').update(`${tool}\0${label}`).digest('hex').slice(0, 32)
  return { client_session: session, signature }
}
