import type { HookAnswer, HookEvent } from '../clients/client.ts'
import type { Gate, GateDatabase } from '../gate.ts'
import { type Look, lookAt } from '../measure/look.ts'
import { sha256 } from '../sha256.ts'
import { decisionOfStop, isOutdated } from '../storage/decisions.ts'
import type { DecisionRow } from '../storage/tables.ts'
import type { Door } from '../words.ts'
import { beginSession } from './begin-session.ts'
import { enter, type Gated, isSilent, type NotGated } from './enter.ts'
import { gather } from './gather.ts'
import { noticeOnce } from './notice-once.ts'
import type { NoticeName } from './notices.ts'
import { answerOf, record } from './record.ts'

/** By which way a stop came, and how long its answer may take. */
export interface StopOptions {
  door: Extract<Door, 'hook' | 'http' | 'mcp_tool'>
  budgetMs: number
  /** Whether checks may be run; else they are only asked for. */
  mayRun: boolean
}

/** One stop of one session in a folder that is gated. */
export interface Stop extends Gated, StopOptions {
  gate: Gate
  event: HookEvent
  /** When the judgement began. */
  started: Date
}

/** Nothing to say: the client goes on as if there were no gate. */
export const nothing: HookAnswer = {}

/**
 * Judges one event of a client's hook, in the order of the specification.
 *
 * A fault of our own never holds anybody: whatever throws here is answered with {@link nothing} by the door.
 */
export async function judgeStop(gate: Gate, event: HookEvent, options: StopOptions): Promise<HookAnswer> {
  return event.kind === 'other' ? nothing : judgeEntered(gate, event, { ...options, entered: await enter(gate, event.cwd ?? '.') })
}

/** The same once it is known whether the folder is gated. */
export async function judgeEntered(gate: Gate, event: HookEvent, { entered, ...options }: StopOptions & { entered: Gated | NotGated }) {
  if ('why' in entered) return notGated(gate, event, entered)
  const stop: Stop = { gate, event, started: gate.now(), ...options, ...entered }
  if (event.kind === 'session_start') return beginSession(stop)
  const excuse = excuseOf(stop)
  if (excuse) return letThrough(stop, excuse)
  return judge(stop)
}

/** The person is told once in a session that a policy waits for them; in all other cases there is nothing to tell. */
async function notGated(gate: Gate, event: HookEvent, { why, workspace }: NotGated): Promise<HookAnswer> {
  if (workspace === undefined || isSilent({ why })) return nothing
  const name: NoticeName = why === 'damaged' ? 'infra_error' : 'policy_unaccepted'
  return noticeOnce(gate, { workspaceId: workspace.id, event, name })
}

/** Why a stop is let through whatever its work. */
export function excuseOf({ event, accepted }: Pick<Stop, 'event' | 'accepted'>): string | undefined {
  if (event.letThrough) return event.letThrough
  return event.kind === 'subagent_stop' && accepted.policy.subagents === 'ignore' ? 'subagent' : undefined
}

async function letThrough(stop: Stop, reason: string): Promise<HookAnswer> {
  return record(stop, async () => ({ outcome: 'let_through', reason, issues: [], criteria: [] }))
}

async function judge(stop: Stop): Promise<HookAnswer> {
  const { gate, workspace, accepted, event } = stop
  const look = await lookAt(workspace.root, accepted.policy, gate.signal, { onStart: gate.warmUp })
  if (look.digest === null) return unseen(stop, look)
  const stopKey = stopKeyOf(workspace.id, event, look.digest)
  const twin = await gate.transaction('read', ({ db }) => findTwin(db, stop, stopKey))
  return twin ? answerOf(twin) : record(stop, () => gather(stop, look), stopKey)
}

/** A folder at which we cannot look is no reason to hold anybody. */
async function unseen(stop: Stop, { reason }: Look): Promise<HookAnswer> {
  return record(stop, async () => ({ outcome: 'infra_error', reason: reason ?? null, issues: [], criteria: [] }))
}

/** Two hooks that are installed for one client hear of the same stop, and must count it once; in another folder it is another, also with the same content. */
function stopKeyOf(workspaceId: string, { session, agent, turn, lastMessage }: HookEvent, digest: string): string {
  const parts = JSON.stringify([workspaceId, session, agent, turn ?? null, digest, lastMessage ?? null])
  return sha256(parts)
}

const twinMs = 10_000

/** A decision so young that it must be about this very stop, unless something was recorded since on which it would rest. */
export async function findTwin(db: GateDatabase, { gate, workspace }: Stop, stopKey: string): Promise<DecisionRow | undefined> {
  const twin = await decisionOfStop(db, stopKey)
  if (twin === undefined) return undefined
  const isYoung = gate.now().getTime() - Date.parse(twin.at) < twinMs + (twin.duration_ms ?? 0)
  return isYoung && !(await isOutdated(db, workspace.id, twin.at)) ? twin : undefined
}
