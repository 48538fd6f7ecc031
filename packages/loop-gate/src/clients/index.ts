import type { ClientName } from '../words.ts'
import { claude } from './claude.ts'
import type { Client, HookAnswer, HookEvent, Printed } from './client.ts'
import { codex } from './codex.ts'
import { copilot } from './copilot.ts'
import { cursor } from './cursor.ts'
import { gemini } from './gemini.ts'
import { isObject, jsonOf, type Payload } from './payload.ts'
import { unknown } from './unknown.ts'
import { vscode } from './vscode.ts'

/** In the order in which a payload is tried, since several have the marks of another one too. */
const clients: Readonly<Record<ClientName, Client>> = { gemini, cursor, codex, copilot, vscode, claude, unknown }

export type PayloadFault = 'empty' | 'too_large' | 'not_json' | 'not_an_object'

interface Surroundings {
  /** Whose payload it is; recognised where nobody says. */
  client?: ClientName | undefined
  /** Where the process runs, for a payload that names no folder. */
  cwd: string
}

const largest = 4 * 1024 * 1024

/** What a client sent, or what is wrong with it. It never throws. */
export function readPayload(text: string, surroundings: Surroundings): { event: HookEvent } | { fault: PayloadFault } {
  if (Buffer.byteLength(text) > largest) return { fault: 'too_large' }
  const bare = text.replace(/^\ufeff/, '').trim()
  if (bare === '') return { fault: 'empty' }
  const payload = jsonOf(bare)
  if (isObject(payload)) return { event: readEvent(payload, surroundings) }
  return { fault: payload === undefined ? 'not_json' : 'not_an_object' }
}

/** The same for a payload that came as an object. */
export function readEvent(payload: Payload, { client, cwd }: Surroundings): HookEvent {
  const name = client ?? (Object.keys(clients) as ClientName[]).find((each) => clients[each].recognise(payload))!
  const event = clients[name].read(payload)
  return { ...event, cwd: event.cwd ?? cwd }
}

/** The answer as this event's client understands it. */
export function printAnswer(event: HookEvent, answer: HookAnswer): Printed {
  return clients[event.client].print(answer, event)
}
