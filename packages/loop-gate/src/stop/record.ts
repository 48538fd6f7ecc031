import type { HookAnswer } from '../clients/client.ts'
import type { GateTransaction } from '../gate.ts'
import { open } from '../judge/hold.ts'
import { baselineOf } from '../measure/baseline.ts'
import { forgetStopKey, insertDecision, useApproval } from '../storage/decisions.ts'
import { changeSession } from '../storage/sessions.ts'
import type { DecisionRow, SessionRow } from '../storage/tables.ts'
import { decisionRow } from './decision-row.ts'
import { stopEvents } from './events.ts'
import type { Judged } from './gather.ts'
import { findTwin, nothing, type Stop } from './judge-stop.ts'
import { heldOf, noticesIn, readSession, rowOfHeld } from './session.ts'
import { type Settled, settle } from './settle.ts'

/** Somebody else changed the session meanwhile, or used the approval. */
class Overtaken extends Error {}

const mostAttempts = 5

/**
 * Judges a stop and keeps decision, counter and used approval together: whoever is killed leaves all or nothing.
 *
 * Who is overtaken judges anew, and takes the answer of the other one if that was about the same stop.
 */
export async function record(stop: Stop, judge: () => Promise<Judged>, stopKey?: string): Promise<HookAnswer> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const judged = await judge()
    const answer = await stop.gate.transaction('write', (transaction) => keep(stop, judged, { ...transaction, stopKey })).catch(ifOvertaken)
    if (answer) return answer
  }
  return nothing
}

function ifOvertaken(error: unknown): undefined {
  if (!(error instanceof Overtaken)) throw error
}

async function keep(
  stop: Stop,
  judged: Judged,
  { db, emit, stopKey }: GateTransaction & { stopKey: string | undefined },
): Promise<HookAnswer> {
  const twin = stopKey && (await findTwin(db, stop, stopKey))
  if (twin) return answerOf(twin)
  const session = await readSession(db, stop.gate, stop.workspace.id, stop.event)
  const settled = settle(stop, judged, session)
  const row = decisionRow(stop, settled, stopKey)
  const used = judged.issues.length === 0 ? judged.approval : undefined
  const isFirst =
    (await changeSession(db, session, sessionChange(stop, session, settled))) && (!used || (await useApproval(db, used, row.at)))
  if (!isFirst) throw new Overtaken()
  if (stopKey) await forgetStopKey(db, stopKey)
  await insertDecision(db, row)
  for (const event of stopEvents(stop, settled, row)) emit(event)
  return settled.answer
}

/** What a kept decision told its client. */
export function answerOf({ inputs }: Pick<DecisionRow, 'inputs'>): HookAnswer {
  return (JSON.parse(inputs) as { answer?: HookAnswer }).answer ?? nothing
}

/** Every stop that is not held opens the count again, whatever the judgement; only what was found complete needs no proof again. */
function sessionChange({ gate, event, accepted }: Stop, session: SessionRow, { judged, hold, told }: Settled): Partial<SessionRow> {
  const now = gate.now()
  const held = hold?.held ?? open(heldOf(session), now)
  const { outcome, look } = judged
  return {
    ...rowOfHeld({ ...held, turnKey: event.turn ?? held.turnKey }),
    client: event.client,
    ...(told && { notices: JSON.stringify([...noticesIn(session), told]) }),
    ...(outcome === 'complete' && look && { baseline: JSON.stringify(baselineOf(look, accepted.hash, now)) }),
  }
}
