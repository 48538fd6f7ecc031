import type { HookEvent } from '../clients/client.ts'
import type { Gate, GateDatabase } from '../gate.ts'
import type { Held } from '../judge/hold.ts'
import type { Baseline } from '../measure/baseline.ts'
import { lastComplete } from '../storage/decisions.ts'
import { findSession, insertSession, newestBaseline } from '../storage/sessions.ts'
import type { SessionRow } from '../storage/tables.ts'

type Who = Pick<HookEvent, 'session' | 'agent' | 'client'>

/** The session of an event as it is kept, made where it is heard of for the first time. */
export async function readSession(db: GateDatabase, gate: Gate, workspaceId: string, who: Who): Promise<SessionRow> {
  const key = { workspace_id: workspaceId, session: who.session, agent: who.agent }
  const known = await findSession(db, key)
  if (known) return known
  const row = newSession(key, who, gate.now().toISOString())
  await insertSession(db, row)
  return (await findSession(db, key)) ?? row
}

function newSession(key: Pick<SessionRow, 'workspace_id' | 'session' | 'agent'>, { client }: Who, at: string): SessionRow {
  const nothingYet = { baseline: null, turn_key: null, blocks: 0, block_times: '[]', fingerprint: null, repeats: 0, notices: '[]' }
  return { ...key, client, ...nothingYet, started_at: at, last_event_at: at, version: 0 }
}

/** The beginning that was heard of, or moved since. */
export function baselineIn({ baseline }: Pick<SessionRow, 'baseline'>): Baseline | undefined {
  return baseline === null ? undefined : (JSON.parse(baseline) as Baseline)
}

type Key = Pick<SessionRow, 'workspace_id' | 'agent'> & { session: string | null }

/** Where the proof of a session begins: its own beginning, that of its parent, or what was last complete in the folder; undefined if all is due. */
export async function beginningOf(db: GateDatabase, { workspace_id, session, agent }: Key): Promise<Baseline | undefined> {
  for (const each of session === null ? [] : [agent, '']) {
    const known = await findSession(db, { workspace_id, session: session!, agent: each })
    const baseline = known && baselineIn(known)
    if (baseline) return baseline
  }
  const complete = await lastComplete(db, workspace_id)
  return complete && (JSON.parse(complete.inputs) as { baseline?: Baseline }).baseline
}

const dayMs = 24 * 60 * 60_000

/** The newest beginning that this client had in the folder within a day, for a session that goes on after a break. */
export async function earlierBaseline(db: GateDatabase, gate: Gate, workspaceId: string, client: string): Promise<Baseline | undefined> {
  const since = new Date(gate.now().getTime() - dayMs).toISOString()
  const text = await newestBaseline(db, { workspace_id: workspaceId, client, since })
  return text === undefined ? undefined : (JSON.parse(text) as Baseline)
}

export function heldOf({ turn_key, blocks, block_times, fingerprint, repeats, last_event_at }: SessionRow): Held {
  const blockTimes = JSON.parse(block_times) as string[]
  return { turnKey: turn_key, blocks, blockTimes, fingerprint, repeats, lastEventAt: last_event_at }
}

export function rowOfHeld({ turnKey, blocks, blockTimes, fingerprint, repeats, lastEventAt }: Held): Partial<SessionRow> {
  return {
    turn_key: turnKey,
    blocks,
    block_times: JSON.stringify(blockTimes),
    fingerprint,
    repeats,
    last_event_at: lastEventAt,
  }
}

export function noticesIn({ notices }: SessionRow): string[] {
  return JSON.parse(notices) as string[]
}
